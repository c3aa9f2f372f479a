package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.list;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.oxycodone;
import static org.ldncds.web.TestRequests.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ldncds.clinical.check.Check;
import org.ldncds.clinical.check.DoseRangeCheck;
import org.ldncds.clinical.check.Outcome;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.hooks.Pipeline;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.util.ReflectionTestUtils;
import tools.jackson.databind.node.ObjectNode;

/** Faults that have no test class of their own (src/docs/faults.md). */
class FaultsHttpTest extends HttpTest {

  private static final String CHECKS = "checks";

  @Autowired private Pipeline pipeline;

  /** As a rule with an error that no test found. */
  private static final class Broken implements Check {

    @Override
    public String name() {
      return DoseRangeCheck.NAME;
    }

    @Override
    public List<Outcome> check(ClinicalFacts facts) {
      throw new IllegalStateException("canary of a patient");
    }
  }

  @Test
  void aRuleThatFailsIsSaidAndTheOthersAnswer() throws Exception {
    ObjectNode request = naltrexone();
    list(request, oxycodone());
    Object checks = Objects.requireNonNull(ReflectionTestUtils.getField(pipeline, CHECKS));
    Map<String, Check> broken = new HashMap<>();
    ((Map<?, ?>) checks).forEach((name, check) -> broken.put((String) name, (Check) check));
    broken.put(DoseRangeCheck.NAME, new Broken());
    ReflectionTestUtils.setField(pipeline, CHECKS, broken);
    try {
      assertEquals(
          List.of("OpioidConflict critical", "CheckIncomplete warning"),
          EhrTest.topics(cards(request)));
      assertFalse(cards(request).toString().contains("canary"));
      assertEquals(List.of("CheckIncomplete warning"), EhrTest.topics(cards(naltrexone())));
    } finally {
      ReflectionTestUtils.setField(pipeline, CHECKS, checks);
    }
    assertEquals(List.of("TitrationPlan info"), EhrTest.topics(cards(naltrexone())));
  }

  /** Letters of another alphabet that look alike: a Cyrillic o, c and e, and wide Latin ones. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u043exycodone 5 mg tablet",
        "oxy\u0441odone 5 mg tablet",
        "oxycodon\u0435 5 mg tablet",
        "\uff4f\uff58\uff59\uff43\uff4f\uff44\uff4f\uff4e\uff45 5 mg tablet"
      })
  void aDrugInLookalikeLettersIsNeverPassedOver(String name) throws Exception {
    ObjectNode request = naltrexone();
    list(request, text(name));
    List<String> topics = EhrTest.topics(cards(request));
    assertTrue(
        topics.contains("OpioidConflict critical") || topics.contains("CheckIncomplete warning"),
        topics::toString);
  }
}
