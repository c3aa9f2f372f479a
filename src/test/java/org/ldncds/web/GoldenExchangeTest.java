package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ldncds.hooks.Dialect;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One exchange an EHR's dialect, over HTTP, word for word but for the uuids. Where the answer
 * differs it stands under target/golden; read it before it takes the place of the approved one.
 */
@TestPropertySource(
    properties = {
      "cds.clients[0].name=standard",
      "cds.clients[0].fhir-servers=https://standard.example.org/fhir",
      "cds.clients[0].care-plan=true",
      "cds.clients[1].name=epic",
      "cds.clients[1].fhir-servers=https://epic.example.org/fhir",
      "cds.clients[1].dialect=epic"
    })
class GoldenExchangeTest extends HttpTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  /** The day of the stories. */
  @TestConfiguration
  static class TheDay {
    @Bean
    @Primary
    Clock thatDay() {
      return Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);
    }
  }

  static Stream<String> dialects() {
    return Dialect.ALL.stream().map(Dialect::name);
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void isAsApproved(String dialect) throws IOException, InterruptedException {
    JsonNode request =
        TestRequests.JSON.readTree(Files.readString(GOLDEN.resolve(dialect + "/request.json")));
    byte[] body = post(request).body();
    StrictAnswer.read(body, dialect);
    JsonNode answer = TestRequests.JSON.readTree(body);
    withoutUuids(answer);
    Path seen = Path.of("target/golden", dialect, "response.json");
    Files.createDirectories(seen.getParent());
    Files.writeString(seen, answer.toPrettyString() + "\n");
    Path approved = GOLDEN.resolve(dialect + "/response.json");
    assertEquals(
        TestRequests.JSON.readTree(Files.readString(approved)),
        answer,
        () -> approved + " differs from " + seen);
  }

  @Test
  void everyDialectHasItsOwnAddress() throws IOException {
    for (Dialect dialect : Dialect.ALL) {
      String request = Files.readString(GOLDEN.resolve(dialect.name() + "/request.json"));
      assertEquals(
          "https://" + dialect.name() + ".example.org/fhir",
          TestRequests.JSON.readTree(request).get("fhirServer").asString());
    }
  }

  private static void withoutUuids(JsonNode node) {
    if (node instanceof ObjectNode object && object.has("uuid")) {
      object.put("uuid", "00000000-0000-0000-0000-000000000000");
    }
    if (node instanceof ObjectNode || node instanceof ArrayNode) {
      node.forEach(GoldenExchangeTest::withoutUuids);
    }
  }
}
