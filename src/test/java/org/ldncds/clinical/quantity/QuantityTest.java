package org.ldncds.clinical.quantity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Amounts stay exact, whatever is done with them. */
class QuantityTest {

  @ParameterizedTest
  @CsvSource({
    "4.5 mg, 4.5 mg",
    "4.50 mg, 4.5 mg",
    "4500 ug, 4.5 mg",
    "4500 mcg, 4.5 mg",
    "0.0045 g, 4.5 mg",
    "4500000 ng, 4.5 mg",
    "0 mg, 0 mg",
    "100 mg, 100 mg"
  })
  void dosesOfAllUnitsAreOneAmount(String written, String read) {
    assertEquals(read, Dose.parse(written).toString());
    assertEquals(Dose.parse(read), Dose.parse(written));
    assertEquals(Dose.parse(written), Dose.parse(Dose.parse(written).toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"4.5", "mg", "4,5 mg", "4.5mg", "4.5 mL", "", "four mg", "4.5 mg daily", "1e mg"})
  void whatIsNoDoseIsRefusedWithAdvice(String written) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Dose.parse(written)).getMessage();
    assertTrue(String.valueOf(message).contains("Maybe"), message);
  }

  @Test
  void frequenciesAreRatiosInLowestTerms() {
    assertEquals(new Frequency(1, 3), new Frequency(2, 6));
    assertEquals("every 3 days", new Frequency(1, 3).toString());
    assertTrue(new Frequency(4, 3).isMoreThanDaily());
    assertFalse(Frequency.ONCE_DAILY.isMoreThanDaily());
    assertThrows(IllegalArgumentException.class, () -> new Frequency(0, 1));
  }

  @Test
  void aThirdOfADoseIsComparedExactly() {
    DailyDose everyThirdDay = DailyDose.of(Dose.parse("150 mg"), new Frequency(1, 3));
    assertTrue(everyThirdDay.isExactly(Dose.parse("50 mg")));
    assertFalse(everyThirdDay.isAbove(Dose.parse("50 mg")));
    DailyDose third = DailyDose.of(Dose.parse("1 mg"), new Frequency(1, 3));
    assertTrue(third.plus(third).plus(third).isExactly(Dose.parse("1 mg")));
  }

  @Test
  void addingDosesIsExactInEveryOrder() {
    Random random = new Random(20261123);
    for (int i = 0; i < 1_000; i++) {
      DailyDose a = any(random);
      DailyDose b = any(random);
      DailyDose c = any(random);
      assertEquals(0, a.plus(b).plus(c).compareTo(c.plus(b.plus(a))));
      assertEquals(a.compareTo(b), -b.compareTo(a));
      assertTrue(a.plus(b).compareTo(a) > 0);
    }
  }

  private static DailyDose any(Random random) {
    Dose dose = new Dose(BigDecimal.valueOf(1 + random.nextInt(9_999), 2));
    return DailyDose.of(dose, new Frequency(1 + random.nextInt(6), 1 + random.nextInt(9)));
  }
}
