package org.ldncds.fhir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.facts.DosageReading;
import org.ldncds.clinical.facts.DosageReading.NotRead;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.sig.SigReader;
import org.ldncds.web.TestPipeline;

/** Structured dosages, each with the one reading it has, or the reason why it has none. */
class DosageReaderTest {

  /** Rows of dosages.csv: name, product, dosageInstruction as JSON, the reading. */
  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/dosages.csv", delimiter = '~', quoteCharacter = '^')
  void isReadExactlyOrNotAtAll(String name, String product, String instructions, String expected) {
    Drug drug = TestPipeline.KNOWLEDGE.drugs().find(List.of(), List.of(product)).orElseThrow();
    String json =
        "{\"resourceType\":\"MedicationRequest\",\"dosageInstruction\":" + instructions + "}";
    MedicationRequest request =
        ResourceParser.CONTEXT.newJsonParser().parseResource(MedicationRequest.class, json);
    assertEquals(
        expected,
        written(
            new DosageReader(new SigReader(TestPipeline.KNOWLEDGE.sigWords()), TestPipeline.KNOWLEDGE.units(), BodyWeight.UNKNOWN)
                .read(request.getDosageInstruction(), drug)));
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
