package org.ldncds.hooks;

import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ldncds.clinical.protocol.Citation;
import org.ldncds.knowledge.Markdown;

/** What cards rest on, in one line: labels, guidelines and trials first, each with its date. */
record Citations(Map<String, Citation> byId) {

  Citations {
    byId = Map.copyOf(byId);
  }

  String line(Stream<String> ids) {
    return ids.distinct()
        .flatMap(id -> Stream.ofNullable(byId.get(id)))
        .sorted(Comparator.comparing(Citation::kind))
        .map(Citations::linked)
        .collect(Collectors.joining("; "));
  }

  /** With its page where the knowledge names one; no address comes from anywhere else. */
  private static String linked(Citation citation) {
    String words = Markdown.escape(citation.toString());
    return citation.url().map(url -> "[" + words + "](" + url + ")").orElse(words);
  }
}
