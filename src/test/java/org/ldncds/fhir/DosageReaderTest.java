package org.ldncds.fhir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.Strength;
import org.ldncds.clinical.drug.Strength.Per;
import org.ldncds.clinical.facts.DosageReading;
import org.ldncds.clinical.facts.DosageReading.NotRead;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.facts.LabResult;
import org.ldncds.clinical.facts.RecordReference;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.sig.SigReader;
import org.ldncds.web.TestPipeline;

/** Structured dosages, each with the one reading it has, or the reason why it has none. */
class DosageReaderTest {

  private static final BigDecimal KILOGRAMS = new BigDecimal("70");

  /**
   * Rows of dosages.csv: name, product, dosageInstruction as JSON, the reading. A product whose
   * name does not tell its strength has it behind "@". The patient weighs 70 kg.
   */
  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/dosages.csv", delimiter = '~', quoteCharacter = '^')
  void isReadExactlyOrNotAtAll(String name, String product, String instructions, String expected) {
    BodyWeight weight = new BodyWeight(KILOGRAMS, KILOGRAMS, Optional.empty());
    assertEquals(expected, written(read(product, instructions, weight)), name);
  }

  @Test
  void aDosePerKilogramNeedsAWeightThatIsNotTooOld() {
    String perKilogram =
        "[{\"timing\":{\"repeat\":{\"when\":[\"HS\"]}},\"doseAndRate\":[{\"doseQuantity\":{\"value\":0.05,\"unit\":\"mg/kg\"}}]}]";
    LocalDate today = LocalDate.of(2026, 11, 24);
    assertEquals("WEIGHT_NOT_KNOWN", written(read("naltrexone", perKilogram, weighed(today))));
    assertEquals(
        "WEIGHT_TOO_OLD",
        written(read("naltrexone", perKilogram, weighed(today, "80 2026-08-25"))));
    assertEquals(
        "4 mg a day, 4 mg at a time, once a day",
        written(read("naltrexone", perKilogram, weighed(today, "80 2026-08-26"))));
    assertEquals(
        "4.5 mg a day, 4.5 mg at a time, once a day",
        written(read("naltrexone", perKilogram, weighed(today, "80 2026-10-01", "90 2026-11-01"))),
        "the last weight counts");
    assertEquals(
        "4 mg to 4.5 mg a day, 4.5 mg at a time, once a day",
        written(read("naltrexone", perKilogram, weighed(today, "90 2026-11-01", "80 2026-11-01"))),
        "two weights of one day are a range");
  }

  private static BodyWeight weighed(LocalDate today, String... weights) {
    List<LabResult> results = new ArrayList<>();
    for (String weight : weights) {
      String[] parts = weight.split(" ", -1);
      results.add(
          new LabResult(
              LabResult.BODY_WEIGHT,
              Optional.of(new BigDecimal(parts[0])),
              Optional.empty(),
              Optional.empty(),
              LocalDate.parse(parts[1]),
              new RecordReference("Observation", "w")));
    }
    return BodyWeight.of(results, today, TestPipeline.KNOWLEDGE.weightDays());
  }

  private static DosageReading read(String product, String instructions, BodyWeight weight) {
    byte[] json =
        ("{\"resourceType\":\"MedicationRequest\",\"dosageInstruction\":" + instructions + "}")
            .getBytes(StandardCharsets.UTF_8);
    MedicationRequest request =
        ResourceParser.parseOrder(
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
    return new DosageReader(
            new SigReader(TestPipeline.KNOWLEDGE.sigWords()),
            TestPipeline.KNOWLEDGE.units(),
            weight)
        .read(request.getDosageInstruction(), drug(product));
  }

  private static Drug drug(String product) {
    String[] parts = product.split(" @ ", -1);
    Drug found = TestPipeline.KNOWLEDGE.drugs().find(List.of(), List.of(parts[0])).orElseThrow();
    if (parts.length == 1) {
      return found;
    }
    String[] strength = parts[1].split(" per ", -1);
    return new Drug(
        found.name(),
        List.of(
            new Drug.Component(
                found.lead().ingredient(),
                Optional.of(
                    new Strength(
                        Dose.parse(strength[0]), BigDecimal.ONE, Per.valueOf(strength[1]))))),
        found.form(),
        found.release());
  }

  private static String written(DosageReading reading) {
    return reading instanceof Read read
        ? read.steps().stream().map(DosageReaderTest::written).collect(Collectors.joining("; "))
        : ((NotRead) reading).reason().name();
  }

  /** "0.5 to 1.5 mg a day, at most 1.5 mg at a time, once a day, 14 days". */
  private static String written(DoseStep step) {
    String least = step.leastDaily().rounded().toString();
    String most = step.mostDaily().rounded().toString();
    String daily = least.equals(most) ? most : least + " to " + most;
    String days = step.days().isPresent() ? ", " + step.days().getAsLong() + " days" : "";
    return daily + " a day, " + step.largestSingle() + " at a time, " + step.frequency() + days;
  }
}
