package org.ldncds.clinical.titration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ldncds.clinical.quantity.Dose;

/** Doses made of whole capsules. */
class CapsulesTest {

  private static List<Dose> strengths(String list) {
    return Arrays.stream(list.split(" ", -1)).map(Dose::ofMilligrams).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "4.5, 1 1.5 3 4.5, 1 capsule of 4.5 mg",
    "4, 1 1.5 3 4.5, 1 capsule of 3 mg and 1 capsule of 1 mg",
    "2, 1 1.5 3 4.5, 2 capsules of 1 mg",
    "3.5, 0.5 1 1.5 3 4.5, 1 capsule of 3 mg and 1 capsule of 0.5 mg",
    "2.5, 0.5 1.5, 1 capsule of 1.5 mg and 2 capsules of 0.5 mg",
    "4.5, 1.5, 3 capsules of 1.5 mg",
    "6, 3 4.5, 2 capsules of 3 mg"
  })
  void theFewestAreTaken(String dose, String strengths, String expected) {
    assertEquals(
        expected,
        Capsules.fewest(Dose.ofMilligrams(dose), strengths(strengths)).orElseThrow().toString());
  }

  @Test
  void whatCannotBeMadeExactlyIsNotMade() {
    assertEquals(Optional.empty(), Capsules.fewest(Dose.ofMilligrams("2"), strengths("1.5")));
    assertEquals(Optional.empty(), Capsules.fewest(Dose.ofMilligrams("0.25"), strengths("0.5 1")));
  }

  @Test
  void capsulesAddUpToTheDose() {
    for (int half = 1; half <= 30; half++) {
      Dose dose =
          new Dose(new java.math.BigDecimal("0.5").multiply(java.math.BigDecimal.valueOf(half)));
      Capsules capsules = Capsules.fewest(dose, strengths("0.5 1 1.5 3 4.5")).orElseThrow();
      Dose sum =
          capsules.counts().stream()
              .map(c -> c.strength().times(c.number()))
              .reduce(Dose.ZERO, Dose::plus);
      assertEquals(dose, sum);
      assertTrue(capsules.number() <= half);
    }
  }
}
