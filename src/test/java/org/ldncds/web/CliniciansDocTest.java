package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ldncds.clinical.check.Topic;
import tools.jackson.databind.JsonNode;

/**
 * Puts real cards of the stories into src/docs/for-clinicians.md, one for each topic, between its
 * marks; the words around them are written by hand.
 */
class CliniciansDocTest {

  private static final Path DOCUMENT = Path.of("src/docs/for-clinicians.md");
  private static final Pattern PLACE =
      Pattern.compile("<!-- card (\\w+) of ([a-z0-9-]+) -->\\n(.*?)<!-- end -->", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)[^)]*\\)");

  @Test
  void itsCardsAreThoseOfTheStories() throws IOException {
    Matcher places = PLACE.matcher(Files.readString(DOCUMENT));
    String made =
        places.replaceAll(
            place ->
                Matcher.quoteReplacement(
                    "<!-- card %s of %s -->\n%s<!-- end -->"
                        .formatted(
                            place.group(1), place.group(2), card(place.group(1), place.group(2)))));
    WrittenDoc.requireSame(DOCUMENT, made);
  }

  @Test
  void everyTopicHasACard() throws IOException {
    List<String> shown =
        PLACE
            .matcher(Files.readString(DOCUMENT))
            .results()
            .map(place -> place.group(1))
            .sorted()
            .toList();
    assertEquals(List.of(Topic.values()).stream().map(Topic::code).sorted().toList(), shown);
  }

  private static String card(String topic, String story) {
    SeedStory told = OpenApiTest.story(story);
    JsonNode answer =
        TestPipeline.answer(SeedStory.bytes(told.request()), SeedsTest.DAY, told.on());
    JsonNode card =
        answer
            .get("cards")
            .valueStream()
            .filter(c -> c.at("/source/topic/code").asString().equals(topic))
            .findFirst()
            .orElseThrow();
    StringBuilder text = new StringBuilder("\n");
    quote(
        text,
        "`" + card.get("indicator").asString() + "` **" + card.get("summary").asString() + "**");
    quote(text, "");
    card.get("detail").asString().lines().forEach(line -> quote(text, line));
    for (JsonNode suggestion : card.path("suggestions")) {
      quote(text, "");
      quote(text, "▸ " + suggestion.get("label").asString());
    }
    return text.append('\n').toString();
  }

  private static void quote(StringBuilder text, String line) {
    text.append(("> " + line).stripTrailing()).append('\n');
  }

  @ParameterizedTest
  @ValueSource(strings = {"README", "for-integrators", "for-clinicians", "for-informaticists"})
  void everyPlaceADocumentLinksToExists(String name) throws IOException {
    Path document = Path.of("src/docs", name + ".md");
    Matcher links = LINK.matcher(Files.readString(document).replaceAll("(?m)^>.*$", ""));
    int found = 0;
    while (links.find()) {
      assertTrue(
          Files.exists(document.resolveSibling(links.group(1))),
          document + " links to " + links.group(1));
      found++;
    }
    assertTrue(found > 0, name);
  }
}
