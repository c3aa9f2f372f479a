package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.ldncds.knowledge.Case;
import org.ldncds.knowledge.Knowledge;
import org.ldncds.knowledge.TestKnowledge;
import tools.jackson.databind.JsonNode;

/**
 * What the guide for informaticists tells them to write is a precaution, without a line of Java.
 */
class PrecautionByDataTest {

  private static final Pattern BLOCK = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern QUOTED = Pattern.compile("`(asplenia[,:][^`]*)`");

  private static final String OTHER_ROW =
      "\nchlorprothixene,thioridazine,Truxal,,,,,expert-default\n";

  private static final String SELECTED =
      """

        - case: Only order-1 is selected
          about: PR-5
          hook: order-select
          selected: [order-1]
          orders:
            - {drug: naltrexone 50 mg oral tablet, dose: 50 mg, reason: Alcohol use disorder}
            - {drug: lorazepam 1 mg oral tablet, dose: 1 mg}
          fires: [PR-5]
          cards: {Precaution: info}
        - case: Only order-2 is selected
          about: PR-5
          hook: order-select
          selected: [order-2]
          orders:
            - {drug: naltrexone 50 mg oral tablet, dose: 50 mg, reason: Alcohol use disorder}
            - {drug: lorazepam 1 mg oral tablet, dose: 1 mg}
          fires: []
          cards: {}
      """;

  private static String section() throws IOException {
    String guide = Files.readString(Path.of("cds-services/README.md"));
    String section = guide.substring(guide.indexOf("## Contraindications and precautions"));
    return section.substring(0, section.indexOf("\n## "));
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult r) -> r.group(1)).toList();
  }

  @Test
  void theExampleOfTheGuideSpeaks() throws IOException {
    List<String> lines = all(QUOTED, section());
    List<String> blocks = all(BLOCK, section());
    assertEquals(2, lines.size());
    assertEquals(2, blocks.size());
    Map<String, UnaryOperator<String>> changes =
        Map.of(
            "protocols/conditions.csv", text -> text + lines.get(0) + "\n",
            "protocols/condition-names.yaml",
                text -> text.replace("\ngroups:\n", "\ngroups:\n  " + lines.get(1) + "\n"),
            "protocols/precautions.yaml", text -> text + blocks.get(0),
            "cases/precaution.yaml", text -> text + blocks.get(1));
    Knowledge knowledge = TestKnowledge.with(changes, Wiring.CHECK_NAMES);
    Case one =
        knowledge.cases().stream()
            .filter(c -> c.name().equals("Asplenia is told as information"))
            .findFirst()
            .orElseThrow();
    JsonNode cards =
        TestPipeline.shapedAnswer(knowledge, CaseRequest.json(one), one.today()).get("cards");
    assertEquals(1, cards.size(), cards.toPrettyString());
    assertEquals("Precaution", cards.get(0).at("/source/topic/code").asString());
    assertEquals("info", cards.get(0).get("indicator").asString());
    assertEquals("Naltrexone 50 mg, take care: asplenia", cards.get(0).get("summary").asString());
    one.says().forEach(s -> assertTrue(cards.get(0).get("detail").asString().contains(s), s));
  }

  /**
   * Where a deployer has precautions told that early, the selected naltrexone is what is judged.
   */
  @Test
  void whileOrdersAreWrittenAnotherDraftIsAMedicineBesideTheSelectedOne() {
    Knowledge early =
        TestKnowledge.with(
            Map.of(
                "services/naltrexone-order-select.yaml",
                text ->
                    text.replace("checks: [", "checks: [precaution, ")
                        .replace("shown-from: {", "shown-from: {Precaution: info, "),
                "cases/precaution.yaml",
                text -> text + SELECTED),
            Wiring.CHECK_NAMES);
    assertEquals(List.of("Naltrexone 50 mg, take care: sedative"), early(early, "order-1"));
    assertEquals(List.of(), early(early, "order-2"));
  }

  private static List<String> early(Knowledge knowledge, String selected) {
    Case one =
        knowledge.cases().stream()
            .filter(c -> c.name().equals("Only " + selected + " is selected"))
            .findFirst()
            .orElseThrow();
    List<String> precautions = new ArrayList<>();
    for (JsonNode card :
        TestPipeline.shapedAnswer(knowledge, CaseRequest.json(one), one.today()).get("cards")) {
      if (card.at("/source/topic/code").asString().equals("Precaution")) {
        precautions.add(card.get("summary").asString());
      }
    }
    return precautions;
  }

  @Test
  void aMedicineIsOneRow() {
    Case one =
        TestPipeline.KNOWLEDGE.cases().stream()
            .filter(c -> c.name().equals("Thioridazine is a precaution"))
            .findFirst()
            .orElseThrow();
    Knowledge without =
        TestKnowledge.with(
            Map.of(
                "drugs/precaution-drugs.csv",
                text -> text.replaceFirst("\nthioridazine,thioridazine,.*\n", OTHER_ROW)),
            Wiring.CHECK_NAMES);
    JsonNode known = TestPipeline.shapedAnswer(CaseRequest.json(one), one.today()).get("cards");
    JsonNode unknown =
        TestPipeline.shapedAnswer(without, CaseRequest.json(one), one.today()).get("cards");
    assertEquals(1, known.size(), known.toPrettyString());
    assertEquals(0, unknown.size(), unknown.toPrettyString());
  }
}
