package org.ldncds.hooks;

import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ldncds.clinical.protocol.Citation;
import org.ldncds.knowledge.Markdown;

/** What cards rest on, in one line: labels, guidelines and trials first, each with its date. */
final class Citations {

  /** A citation in Markdown. */
  private record Linked(Citation citation, String text) {}

  private final Map<String, Linked> byId;

  Citations(Map<String, Citation> byId) {
    this.byId =
        byId.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> linked(e.getValue())));
  }

  String line(Stream<String> ids) {
    return ids.distinct()
        .flatMap(id -> Stream.ofNullable(byId.get(id)))
        .sorted(Comparator.comparing(linked -> linked.citation().kind()))
        .map(Linked::text)
        .collect(Collectors.joining("; "));
  }

  /** With its page where the knowledge names one; no address comes from anywhere else. */
  private static Linked linked(Citation citation) {
    String words = Markdown.escape(citation.toString());
    return new Linked(
        citation, citation.url().map(url -> "[" + words + "](" + url + ")").orElse(words));
  }
}
