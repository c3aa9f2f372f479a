package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The README tells the truth. */
class ReadmeTest {

  private static final Path README = Path.of("README.md");

  private static String first(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
    assertTrue(matcher.find(), pattern);
    return matcher.group(1);
  }

  private static JsonNode withoutUuids(JsonNode answer) {
    answer.get("cards").forEach(card -> ((ObjectNode) card).remove("uuid"));
    return answer;
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-23", "2027-03-01", "2031-11-23"})
  void itsCurlLineGetsTheCardItShowsOnAnyDay(String day) throws IOException {
    String readme = Files.readString(README);
    byte[] request = Files.readAllBytes(Path.of(first("curl [^\\n]*-d @(\\S+)", readme)));
    JsonNode shown = TestRequests.JSON.readTree(first("```json\\n(.*?)```", readme));
    assertEquals(
        withoutUuids(shown), withoutUuids(TestPipeline.answer(request, LocalDate.parse(day))));
  }

  @Test
  void everyPlaceItLinksToExists() throws IOException {
    for (Path document : new Path[] {README, Path.of("cds-services/README.md")}) {
      Matcher links = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(Files.readString(document));
      while (links.find()) {
        assertTrue(
            Files.exists(Path.of("").resolve(links.group(1))),
            document + " links to " + links.group(1));
      }
    }
  }

  @Test
  void continuousIntegrationRunsItsTestCommand() throws IOException {
    assertTrue(Files.readString(README).contains("\nmvn verify "));
    assertTrue(Files.readString(Path.of(".ci/run")).contains("mvn -B -ntp verify"));
  }
}
