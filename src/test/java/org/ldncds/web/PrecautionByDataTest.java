package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
