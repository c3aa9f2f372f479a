package org.ldncds.fhir;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.sig.SigReader;
import org.ldncds.web.TestPipeline;
import tools.jackson.databind.node.ObjectNode;

/**
 * An order with a plan, read back: the steps by the service's own reader of dosages, the parts of
 * each dose and the supply from the texts a pharmacist reads.
 *
 * @param dispensed number of capsules by strength; empty for a liquid
 * @param quantity how many capsules or millilitres in all
 */
public record PlanReading(
    LocalDate start,
    List<Step> steps,
    SortedMap<BigDecimal, BigDecimal> dispensed,
    BigDecimal quantity,
    long supplyDays) {

  /**
   * One step.
   *
   * @param days 0 where it has no end
   * @param parts amount in mg to number of capsules, or 1 to millilitres of 1 mg/mL
   */
  public record Step(
      BigDecimal dose,
      long period,
      long days,
      String when,
      SortedMap<BigDecimal, BigDecimal> parts) {}

  private static final Pattern CAPSULES = Pattern.compile("(\\d+) capsules? of ([\\d.]+) mg");
  private static final Pattern MILLILITRES = Pattern.compile("\\(([\\d.]+) mL\\)");
  private static final Pattern DISPENSED = Pattern.compile("(\\d+) \u00d7 ([\\d.]+) mg");

  public static PlanReading of(ObjectNode order) {
    MedicationRequest request =
        ResourceParser.CONTEXT
            .newJsonParser()
            .parseResource(MedicationRequest.class, order.toString());
    String product = request.getMedicationCodeableConcept().getText();
    Drug drug = TestPipeline.KNOWLEDGE.drugs().find(List.of(), List.of(product)).orElseThrow();
    Read read =
        (Read)
            new DosageReader(
                    new SigReader(TestPipeline.KNOWLEDGE.sigWords()),
                    TestPipeline.KNOWLEDGE.units(),
                    BodyWeight.UNKNOWN)
                .read(request.getDosageInstruction(), drug);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < read.steps().size(); i++) {
      steps.add(step(read.steps().get(i), request.getDosageInstruction().get(i)));
    }
    return new PlanReading(
        LocalDate.parse(
            request.getDispenseRequest().getValidityPeriod().getStartElement().getValueAsString()),
        steps,
        counts(DISPENSED, product),
        request.getDispenseRequest().getQuantity().getValue(),
        request.getDispenseRequest().getExpectedSupplyDuration().getValue().longValueExact());
  }

  private static Step step(DoseStep read, Dosage dosage) {
    SortedMap<BigDecimal, BigDecimal> parts = counts(CAPSULES, dosage.getText());
    Matcher liquid = MILLILITRES.matcher(dosage.getText());
    if (liquid.find()) {
      parts.put(BigDecimal.ONE, new BigDecimal(liquid.group(1)));
    }
    return new Step(
        read.largestSingle().milligrams(),
        read.frequency().days(),
        read.days().orElse(0),
        dosage.getTiming().getRepeat().getWhen().get(0).getCode(),
        parts);
  }

  private static SortedMap<BigDecimal, BigDecimal> counts(Pattern pattern, String text) {
    SortedMap<BigDecimal, BigDecimal> counts = new TreeMap<>();
    Matcher found = pattern.matcher(text);
    while (found.find()) {
      counts.put(new BigDecimal(found.group(2)), new BigDecimal(found.group(1)));
    }
    return counts;
  }
}
