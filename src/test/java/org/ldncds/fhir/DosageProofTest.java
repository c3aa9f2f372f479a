package org.ldncds.fhir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.Strength;
import org.ldncds.clinical.drug.Strength.Per;
import org.ldncds.clinical.facts.DosageReading;
import org.ldncds.clinical.facts.DosageReading.NotRead;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.quantity.DailyDose;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.sig.SigReader;
import org.ldncds.web.TestPipeline;
import tools.jackson.databind.node.ArrayNode;

/**
 * Every dosage that the generator makes is read to what listing its administrations one by one
 * gives, or reported as not read; and most are read.
 */
class DosageProofTest {

  private static final BigDecimal KILOGRAMS = new BigDecimal("72.5");
  private static final int IN_FULL = 100_000;
  private static final int IN_SHORT = 2_000;

  /**
   * A product as both sides know it.
   *
   * @param units those that fit it
   */
  private record Product(Drug drug, SimulatedAmounts amounts, List<String> units) {}

  private static final List<Product> PRODUCTS =
      List.of(
          product("naltrexone capsule", Per.UNIT, "1.5 mg", "unit", "capsule", "mg", "1"),
          product("Naltrexone HCl tablet", Per.UNIT, "50 mg", "unit", "tablet", "{tbl}", "mg"),
          product("naltrexone oral solution", Per.MILLILITRE, "1 mg", "mL", "mL", "[drp]", "mg"),
          product("morphine injection", Per.MILLILITRE, "10 mg", "mL", "mg", "mg/kg", "ug/kg"),
          product("fentanyl transdermal patch", Per.HOUR, "25 ug", "hour", "patch", "1", "ug/h"),
          product("fentanyl nasal spray", Per.ACTUATION, "100 ug", "spray", "spray", "ug"));

  private static Product product(
      String name, Per per, String strength, String counted, String... units) {
    Drug found = TestPipeline.KNOWLEDGE.drugs().find(List.of(), List.of(name)).orElseThrow();
    Drug.Component lead =
        new Drug.Component(
            found.lead().ingredient(),
            Optional.of(new Strength(Dose.parse(strength), BigDecimal.ONE, per)));
    BigDecimal amount = Dose.parse(strength).milligrams();
    Map<String, BigDecimal> perUnit =
        counted.equals("mL")
            ? Map.of("mL", amount, "drop", amount.divide(BigDecimal.valueOf(20)))
            : Map.of(counted, amount, counted.equals("hour") ? "unit" : counted + "s", amount);
    return new Product(
        new Drug(name, List.of(lead), found.form(), found.release()),
        new SimulatedAmounts(perUnit, KILOGRAMS, per == Per.HOUR),
        List.of(units));
  }

  private final Map<String, Integer> counts = new TreeMap<>();
  private final DosageReader reader =
      new DosageReader(
          new SigReader(TestPipeline.KNOWLEDGE.sigWords()),
          TestPipeline.KNOWLEDGE.units(),
          new BodyWeight(KILOGRAMS, KILOGRAMS, Optional.empty()));

  @Test
  void someThousandAgree() {
    agree(IN_SHORT, 1);
  }

  @Test
  @Tag("proof")
  void oneHundredThousandAgree() {
    int slice = Integer.getInteger("proof.cases", 0);
    agree(slice == 0 ? IN_FULL : slice, 2);
  }

  private void agree(int cases, long seed) {
    for (int i = 0; i < cases; i++) {
      Random random = new Random(seed * 1_000_003 + i);
      Product product = PRODUCTS.get(random.nextInt(PRODUCTS.size()));
      ArrayNode dosage =
          new DosageGenerator(random, new GeneratedAmounts(random, product.units)).instructions();
      compare(dosage, product);
    }
    int read = counts.getOrDefault("READ", 0);
    System.out.println("Dosages generated: " + cases + ", " + counts);
    assertTrue(read * 100L >= cases * 60L, "read are only " + read + " of " + cases);
  }

  private void compare(ArrayNode dosage, Product product) {
    DosageReading reading = reader.read(parsed(dosage).getDosageInstruction(), product.drug);
    if (reading instanceof NotRead notRead) {
      counts.merge(notRead.reason().name(), 1, Integer::sum);
      return;
    }
    counts.merge("READ", 1, Integer::sum);
    List<Simulated.Step> expected = new DosageSimulator(product.amounts).simulate(dosage).steps();
    List<DoseStep> steps = ((Read) reading).steps();
    String shown = product.drug.name() + " " + dosage;
    assertEquals(expected.size(), steps.size(), () -> "steps of " + shown);
    for (int i = 0; i < steps.size(); i++) {
      same(expected.get(i), steps.get(i), "step " + (i + 1) + " of " + shown);
    }
  }

  private static MedicationRequest parsed(ArrayNode dosage) {
    byte[] json =
        ("{\"resourceType\":\"MedicationRequest\",\"dosageInstruction\":" + dosage + "}")
            .getBytes(StandardCharsets.UTF_8);
    return ResourceParser.parseOrder(
        new RawResource(
            json,
            0,
            json.length,
            "MedicationRequest",
            "1",
            "",
            "",
            new RawResource.Concept(List.of(), List.of()),
            "",
            false,
            false,
            Optional.empty(),
            false));
  }

  private static void same(Simulated.Step expected, DoseStep step, String shown) {
    same(expected.least(), step.leastDaily(), "least a day, " + shown);
    same(expected.most(), step.mostDaily(), "most a day, " + shown);
    BigDecimal single =
        expected.single().over().divide(expected.single().under(), MathContext.DECIMAL128);
    assertEquals(0, single.compareTo(step.largestSingle().milligrams()), () -> "single, " + shown);
    assertTrue(
        expected
            .often()
            .isSame(
                BigDecimal.valueOf(step.frequency().times()),
                BigDecimal.valueOf(step.frequency().days())),
        () -> expected.often() + " and " + step.frequency() + ", " + shown);
    OptionalLong days = expected.days();
    assertEquals(days, step.days(), () -> "days, " + shown);
  }

  private static void same(Simulated.Ratio expected, DailyDose read, String shown) {
    assertTrue(
        expected.isSame(read.total().milligrams(), BigDecimal.valueOf(read.days())),
        () -> expected + " and " + read.total() + " in " + read.days() + " days, " + shown);
  }
}
