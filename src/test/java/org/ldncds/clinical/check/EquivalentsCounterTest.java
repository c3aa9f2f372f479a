package org.ldncds.clinical.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ldncds.clinical.check.MorphineEquivalents.NotCounted;
import org.ldncds.clinical.check.MorphineEquivalents.Reason;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.Form;
import org.ldncds.clinical.drug.Release;
import org.ldncds.clinical.drug.Strength;
import org.ldncds.clinical.drug.Strength.Per;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.DosageReading;
import org.ldncds.clinical.facts.DosageReading.NotRead;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.facts.RecordReference;
import org.ldncds.clinical.facts.Supply;
import org.ldncds.clinical.facts.Workup;
import org.ldncds.clinical.quantity.DailyDose;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.quantity.Frequency;
import org.ldncds.web.TestPipeline;

/** Patches, whose factor is for micrograms an hour, and sums of doses that no decimal can hold. */
class EquivalentsCounterTest {

  private static final EquivalentsCounter COUNTER =
      new EquivalentsCounter(
          TestPipeline.KNOWLEDGE.morphineFactors(), TestPipeline.KNOWLEDGE.limits());

  private static final DosageReading NOT_READ = new NotRead(Unreadable.STRENGTH_NOT_KNOWN);

  private static MorphineEquivalents count(Order... orders) {
    return COUNTER.count(
        new ClinicalFacts(
            LocalDate.of(2026, 11, 23),
            Optional.empty(),
            false,
            List.of(orders),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Workup.NONE,
            true,
            List.of(),
            Set.of()));
  }

  private static Order order(String id, Drug drug, DosageReading dosage) {
    return new Order(
        new RecordReference("MedicationRequest", id),
        drug,
        dosage,
        List.of(),
        Supply.UNSTATED,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        false,
        false);
  }

  private static Drug opioid(String name, Form form, Optional<Strength> strength) {
    Drug known = TestPipeline.KNOWLEDGE.drugs().find(List.of(), List.of(name)).orElseThrow();
    return new Drug(
        name,
        List.of(new Drug.Component(known.lead().ingredient(), strength)),
        form,
        Release.IMMEDIATE);
  }

  private static Optional<Strength> anHour(String dose) {
    return Optional.of(new Strength(Dose.parse(dose), BigDecimal.ONE, Per.HOUR));
  }

  private static DosageReading daily(String total, long days) {
    DailyDose dose = new DailyDose(Dose.parse(total), days);
    return new Read(
        List.of(
            new DoseStep(
                dose,
                dose,
                Dose.parse(total),
                new Frequency(1, days),
                false,
                OptionalLong.empty())));
  }

  @Test
  void aPatchCountsByWhatItGivesOffInAnHour() {
    Drug patch = opioid("fentanyl", Form.PATCH, anHour("25 mcg"));
    assertEquals("60 mg a day", count(order("a", patch, NOT_READ)).total().toString());
    // 0.6 mg given off in a day is one patch, 1.2 mg are two
    assertEquals("60 mg a day", count(order("a", patch, daily("0.6 mg", 1))).total().toString());
    assertEquals("120 mg a day", count(order("a", patch, daily("1.2 mg", 1))).total().toString());
  }

  @Test
  void aPatchOfTwelveMicrogramsIsExact() {
    Drug patch = opioid("fentanyl", Form.PATCH, anHour("0.012 mg"));
    assertEquals("28.8 mg a day", count(order("a", patch, NOT_READ)).total().toString());
  }

  @Test
  void whatIsNotCountedIsNamedWithItsReason() {
    MorphineEquivalents counted =
        count(
            order("a", opioid("fentanyl", Form.PATCH, Optional.empty()), NOT_READ),
            order("b", opioid("fentanyl", Form.OROMUCOSAL, Optional.empty()), daily("0.1 mg", 1)),
            order("c", opioid("buprenorphine", Form.PATCH, anHour("10 mcg")), NOT_READ),
            order("d", opioid("tramadol", Form.TABLET, Optional.empty()), NOT_READ),
            order("e", opioid("oxycodone", Form.TABLET, Optional.empty()), daily("11 g", 1)),
            order("f", opioid("loperamide", Form.CAPSULE, Optional.empty()), daily("4 mg", 1)));
    assertEquals(
        List.of(
            "a PATCH_STRENGTH_NOT_KNOWN",
            "b OUTDATED_FACTOR",
            "c NO_FACTOR",
            "d DOSE_NOT_READABLE",
            "e DOSE_NOT_READABLE"),
        counted.notCounted().stream().map(n -> n.record().id() + " " + n.reason()).toList());
    assertEquals(List.of(), counted.lines());
  }

  @Test
  void everyFactorOfTheGuidelineCounts() {
    List<String> factors =
        List.of(
            "codeine 1.5 mg a day",
            "hydrocodone 10 mg a day",
            "hydromorphone 50 mg a day",
            "methadone 47 mg a day",
            "morphine 10 mg a day",
            "oxycodone 15 mg a day",
            "oxymorphone 30 mg a day",
            "tapentadol 4 mg a day",
            "tramadol 2 mg a day");
    for (String expected : factors) {
      String drug = expected.substring(0, expected.indexOf(' '));
      MorphineEquivalents counted =
          count(order("a", opioid(drug, Form.TABLET, Optional.empty()), daily("10 mg", 1)));
      assertEquals(expected, drug + " " + counted.total());
    }
  }

  @Test
  void thirdsAndSeventhsAddUpExactly() {
    MorphineEquivalents counted =
        count(
            order("a", opioid("morphine", Form.TABLET, Optional.empty()), daily("50 mg", 3)),
            order("b", opioid("hydrocodone", Form.TABLET, Optional.empty()), daily("100 mg", 3)),
            order("c", opioid("tramadol", Form.TABLET, Optional.empty()), daily("10 mg", 7)),
            order("d", opioid("oxymorphone", Form.TABLET, Optional.empty()), daily("4 mg", 7)));
    assertEquals(0, counted.total().compareTo(DailyDose.daily(Dose.parse("52 mg"))));
  }

  @Test
  void strangePeriodsDoNotBreakTheSum() {
    Order[] orders = new Order[6];
    long[] primes = {9973, 9967, 9949, 9941, 9931, 9929};
    for (int i = 0; i < primes.length; i++) {
      orders[i] =
          order(
              "o" + i, opioid("morphine", Form.TABLET, Optional.empty()), daily("10 g", primes[i]));
    }
    assertEquals(
        "6.03 mg", count(orders).total().rounded().toString().replaceAll("(\\.\\d\\d).*", "$1 mg"));
  }

  @Test
  void anUnreadableDoseIsTheRecordsFault() {
    RecordReference record = new RecordReference("MedicationRequest", "a");
    assertEquals(true, new NotCounted("x", record, true, Reason.DOSE_NOT_READABLE).isUnreadable());
    assertEquals(false, new NotCounted("x", record, true, Reason.NO_FACTOR).isUnreadable());
  }
}
