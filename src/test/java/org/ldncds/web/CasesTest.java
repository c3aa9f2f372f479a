package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ldncds.clinical.check.Indicator;
import org.ldncds.clinical.check.Rule;
import org.ldncds.clinical.check.Topic;
import org.ldncds.knowledge.Case;
import tools.jackson.databind.JsonNode;

/** Runs every case under cds-services/cases through the whole way, from request bytes to cards. */
class CasesTest {

  @TestFactory
  Stream<DynamicTest> cases() {
    return Mutants.untilOneFails(
        TestPipeline.KNOWLEDGE.cases().stream()
            .map(
                one ->
                    DynamicTest.dynamicTest(
                        one.about().id() + ": " + one.name(), () -> prove(one))));
  }

  private static void prove(Case one) {
    JsonNode answer = TestPipeline.answer(CaseRequest.json(one), one.today(), one.settings());
    String shown = answer.toPrettyString();
    Map<Topic, Indicator> cards = new EnumMap<>(Topic.class);
    Set<Rule> fired = EnumSet.noneOf(Rule.class);
    StringBuilder words = new StringBuilder();
    for (JsonNode card : answer.get("cards")) {
      Topic topic = topic(card.get("source").get("topic").get("code").asString());
      Indicator indicator =
          Indicator.valueOf(card.get("indicator").asString().toUpperCase(Locale.ROOT));
      assertFalse(cards.containsKey(topic), "one card a problem: " + shown);
      cards.put(topic, indicator);
      fired.addAll(rules(card.get("detail").asString()));
      words
          .append(card.get("summary").asString())
          .append('\n')
          .append(card.get("detail").asString())
          .append('\n');
      card.path("suggestions").forEach(s -> words.append(s.get("label").asString()).append('\n'));
    }
    assertEquals(new EnumMap<>(typed(one.cards())), cards, one.file() + ": cards, got " + shown);
    assertEquals(
        new TreeSet<>(one.fires()), new TreeSet<>(fired), one.file() + ": rules, got " + shown);
    for (String said : one.says()) {
      assertTrue(
          words.toString().contains(said),
          one.file() + ": should say \"" + said + "\", got " + shown);
    }
    for (String unsaid : one.silent()) {
      assertFalse(
          words.toString().contains(unsaid),
          one.file() + ": should not say \"" + unsaid + "\", got " + shown);
    }
  }

  private static Map<Topic, Indicator> typed(Map<Topic, Indicator> cards) {
    Map<Topic, Indicator> typed = new EnumMap<>(Topic.class);
    typed.putAll(cards);
    return typed;
  }

  private static Topic topic(String code) {
    return Arrays.stream(Topic.values())
        .filter(t -> t.code().equals(code))
        .findFirst()
        .orElseThrow();
  }

  /** The rules that a card names in its last line. */
  private static Set<Rule> rules(String detail) {
    return detail
        .lines()
        .filter(line -> line.startsWith("Rules "))
        .flatMap(
            line -> Arrays.stream(line.substring("Rules ".length(), line.indexOf('.')).split(", ")))
        .map(id -> Rule.ofId(id).orElseThrow())
        .collect(Collectors.toSet());
  }

  @Test
  void everyRuleHasACaseThatIsAboutIt() {
    Set<Rule> covered =
        TestPipeline.KNOWLEDGE.cases().stream().map(Case::about).collect(Collectors.toSet());
    assertEquals(Set.of(Rule.values()), covered);
  }

  @Test
  void everyRuleThatSpeaksHasACaseWhereItDoesAndOneWhereItDoesNot() {
    List<Case> cases = TestPipeline.KNOWLEDGE.cases();
    for (Rule rule : Rule.values()) {
      if (rule.topic().isPresent()) {
        assertTrue(
            cases.stream().anyMatch(c -> c.about() == rule && c.fires().contains(rule)),
            rule.id() + " speaks nowhere");
        assertTrue(
            cases.stream().anyMatch(c -> c.about() == rule && !c.fires().contains(rule)),
            rule.id() + " is never silent");
      }
    }
  }
}
