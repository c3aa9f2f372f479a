package org.ldncds.web.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.titration.Taking;
import org.ldncds.knowledge.Knowledge;
import org.ldncds.web.TestPipeline;

/** What the page says of a plan, apart from HTTP. */
class PlanPageWriterTest {

  private static final Knowledge KNOWLEDGE = TestPipeline.KNOWLEDGE;
  private static final LocalDate START = LocalDate.of(2026, 11, 25);

  private static final PlanRequest REQUEST =
      new PlanRequest(
          Objects.requireNonNull(KNOWLEDGE.protocols().get("standard-1mg")),
          START,
          Dose.ZERO,
          new Taking(false, false, Optional.empty()));

  private static PlanPage page(String owner) {
    PlanPageWriter writer =
        new PlanPageWriter(
            KNOWLEDGE.planPage(),
            KNOWLEDGE.followUp().reviews(),
            KNOWLEDGE.citations(),
            "1 mg/mL",
            owner);
    return writer.page(REQUEST);
  }

  @ParameterizedTest
  @CsvSource({"'', Not clinically reviewed", "Dr. Ada Ward, Rules reviewed by Dr. Ada Ward"})
  void itSaysWhoReviewedTheRules(String owner, String says) {
    assertEquals(says, page(owner).status());
  }

  @Test
  void itSaysHowLongTheSupplyLasts() {
    int days = REQUEST.plan().suppliedDays();
    LocalDate last = START.plusDays(days - 1L);
    assertTrue(
        page("").supply().contains(days + " days, until " + KNOWLEDGE.planPage().longDate(last)),
        page("").supply());
  }

  @Test
  void theChartIsToldInWordsToo() {
    String said = "1 mg from 25 Nov, 2 mg from 9 Dec, 3 mg from 23 Dec, 4 mg from 6 Jan, 4.5 mg";
    assertTrue(page("").wideChart().contains(said), page("").wideChart());
    assertTrue(page("").narrowChart().contains(said), page("").narrowChart());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 8, 9, 12})
  void theLastStepIsTheDarkestAndNoneIsDarkerThanTheNext(int steps) {
    int[] tones =
        IntStream.range(0, steps)
            .map(step -> Integer.parseInt(Tones.of(step, steps).substring("tone-".length())))
            .toArray();
    assertEquals(8, tones[steps - 1]);
    for (int i = 0; i < steps; i++) {
      assertTrue(tones[i] >= 1 && (i == 0 || tones[i] >= tones[i - 1]), "step " + i);
    }
  }
}
