package org.ldncds.web;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.ldncds.hooks.Pipeline;
import org.ldncds.knowledge.Knowledge;
import org.ldncds.knowledge.KnowledgeFiles;

/** The requests of the stories under seeds, each in a file named after its hook. */
record SeedRequests(List<Map.Entry<String, String>> files) {

  private static final String REQUEST = ".request.json";

  static SeedRequests in(KnowledgeFiles seeds) {
    return new SeedRequests(
        seeds.texts().entrySet().stream().filter(file -> file.getKey().endsWith(REQUEST)).toList());
  }

  /** Answers each for nobody. */
  void rehearse(Knowledge knowledge, Pipeline pipeline, Clock clock) {
    for (Map.Entry<String, String> file : files) {
      byte[] body = file.getValue().getBytes(StandardCharsets.UTF_8);
      knowledge.services().stream()
          .filter(service -> file.getKey().endsWith("/" + service.hook() + REQUEST))
          .forEach(service -> pipeline.answer(service, body, clock.instant()));
    }
  }
}
