package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.ldncds.web.TestRequests.JSON;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.prefetch;
import static org.ldncds.web.TestRequests.searchset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ldncds.fhir.PrefetchKey;
import org.ldncds.hooks.ServiceDefinition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What src/docs/prefetch.md tells of each key is what the service does. */
class PrefetchDocTest {

  private static final Path DOC = Path.of("src/docs/prefetch.md");
  private static final String TEMPLATES = "which US Core does not know;";
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  private static Map<String, String[]> table() throws IOException {
    Map<String, String[]> rows = new LinkedHashMap<>();
    for (String line : Files.readAllLines(DOC)) {
      if (line.startsWith("| `")) {
        String[] cells = line.split(" *\\| *", -1);
        rows.put(cells[1].replace("`", ""), cells);
      }
    }
    return rows;
  }

  @Test
  void everyKeyIsTold() throws IOException {
    assertEquals(PrefetchKey.keys(), table().keySet());
  }

  static Stream<Arguments> lines() throws IOException {
    List<Arguments> lines = new ArrayList<>();
    for (Map.Entry<String, String[]> row : table().entrySet()) {
      String key = row.getKey();
      ObjectNode failed =
          json(
              "{'resourceType':'OperationOutcome','issue':[{'severity':'error','code':'timeout'}]}");
      String wrong = row.getValue()[4];
      String none = row.getValue()[5].replaceFirst(":.*", "");
      lines.add(Arguments.of(key, "absent", JSON.missingNode(), row.getValue()[3]));
      lines.add(Arguments.of(key, "an error", failed, wrong));
      lines.add(Arguments.of(key, "another", json("{'resourceType':'Location'}"), wrong));
      lines.add(Arguments.of(key, "null", JSON.nullNode(), none));
      lines.add(Arguments.of(key, "empty", searchset(), key.equals("patient") ? wrong : none));
    }
    return lines.stream();
  }

  @ParameterizedTest(name = "{0} {1}: {3}")
  @MethodSource("lines")
  void whatAKeyCosts(String key, String how, JsonNode value, String expected) {
    ObjectNode request = naltrexone();
    for (String each : PrefetchKey.keys()) {
      if (!prefetch(request).has(each)) {
        prefetch(request).set(each, searchset());
      }
    }
    assertEquals("nothing", said(request), "everything is there");
    if (value.isMissingNode()) {
      prefetch(request).remove(key);
    } else {
      prefetch(request).set(key, value);
    }
    assertEquals(expected, said(request), key + " " + how);
  }

  /** The urgency of the card of unfinished checks, if there is one. */
  private static String said(ObjectNode request) {
    for (JsonNode card : TestPipeline.shapedAnswer(bytes(request), TODAY).get("cards")) {
      if (card.at("/source/topic/code").asString().equals("CheckIncomplete")) {
        return card.get("indicator").asString();
      }
    }
    return "nothing";
  }

  @Test
  void theTemplatesAreThoseOfTheServices() throws IOException {
    String doc = Files.readString(DOC);
    int begin = doc.indexOf("\n\n", doc.indexOf(TEMPLATES)) + 2;
    StringBuilder made = new StringBuilder(doc.substring(0, begin));
    for (ServiceDefinition service : TestPipeline.KNOWLEDGE.services()) {
      made.append("`").append(service.id()).append("`:\n\n```\n");
      service
          .prefetch()
          .forEach((key, template) -> made.append(key + ": " + template).append('\n'));
      made.append("```\n\n");
    }
    WrittenDoc.requireSame(DOC, made.toString().stripTrailing() + "\n");
  }

  @Test
  void everyTemplateAsksForWhatItsKeyHolds() {
    Map<String, String> types =
        Stream.of(PrefetchKey.values())
            .collect(Collectors.toMap(PrefetchKey::key, PrefetchKey::resourceType));
    for (ServiceDefinition service : TestPipeline.KNOWLEDGE.services()) {
      service
          .prefetch()
          .forEach(
              (key, text) -> {
                PrefetchTemplate template = PrefetchTemplate.of(text);
                template.requireUsCore();
                assertEquals(types.get(key), template.resourceType(), key);
              });
    }
    assertEquals(
        new TreeSet<>(PrefetchKey.keys()),
        TestPipeline.KNOWLEDGE.services().stream()
            .flatMap(service -> service.prefetch().keySet().stream())
            .collect(Collectors.toCollection(TreeSet::new)));
  }
}
