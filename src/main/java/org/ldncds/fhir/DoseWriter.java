package org.ldncds.fhir;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ldncds.clinical.check.DoseCorrection;
import org.ldncds.clinical.drug.Strength;
import org.ldncds.clinical.drug.Strength.Per;
import org.ldncds.clinical.facts.DosageReading;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.facts.Supply;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.quantity.Frequency;
import org.ldncds.clinical.sig.SigReader;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a corrected dose into a copy of the draft's own JSON: the structured dose, the text where
 * it does not fit any more, and product and quantity where they cannot stay. The narrative and what
 * it tells the patient go, since they tell the old dose.
 */
public final class DoseWriter {

  /** What tells the old dose besides, the places of older FHIR versions included. */
  private static final List<String> FITTING_THE_OLD_DOSE =
      List.of(
          "patientInstruction",
          "maxDosePerPeriod",
          "maxDosePerAdministration",
          "doseQuantity",
          "doseRange",
          "doseSimpleQuantity",
          "rateQuantity",
          "rateRange",
          "rateRatio",
          "rateSimpleQuantity");

  private final SigReader sigReader;

  public DoseWriter(SigReader sigReader) {
    this.sigReader = sigReader;
  }

  /** Empty where the draft has not the one instruction that was read. */
  public Optional<ObjectNode> withDose(
      RawResource draft, DoseCorrection correction, DoseTexts texts) {
    ObjectNode order = OrderWriter.tree(draft);
    if (!(order.path("dosageInstruction").path(0) instanceof ObjectNode instruction)) {
      return Optional.empty();
    }
    order.remove("text");
    dosage(instruction, correction, texts);
    if (correction.isOfAnotherProduct()) {
      product(order, texts);
    }
    boolean otherAmount = correction.isOfAnotherProduct() || correction.changesTheDose();
    if (otherAmount && order.get("dispenseRequest") instanceof ObjectNode dispense) {
      quantity(dispense, correction);
    }
    return Optional.of(order);
  }

  private void dosage(ObjectNode instruction, DoseCorrection correction, DoseTexts texts) {
    instruction.remove(FITTING_THE_OLD_DOSE);
    if (instruction.has("text")) {
      instruction.put("text", text(instruction.path("text").asString(""), correction, texts));
    }
    if (!instruction.has("timing")) {
      Frequency frequency = correction.step().frequency();
      instruction
          .putObject("timing")
          .putObject("repeat")
          .put("frequency", frequency.times())
          .put("period", frequency.days())
          .put("periodUnit", "d");
    }
    ObjectNode doseAndRate = instruction.putArray("doseAndRate").addObject();
    doseAndRate
        .putObject("type")
        .putArray("coding")
        .addObject()
        .put("system", "http://terminology.hl7.org/CodeSystem/dose-rate-type")
        .put("code", "ordered")
        .put("display", "Ordered");
    doseAndRate.set("doseQuantity", FhirJson.quantity(correction.dose().milligrams(), "mg", "mg"));
  }

  /** The order's own words as far as they tell the dose: as they are, or with another amount. */
  private String text(String own, DoseCorrection correction, DoseTexts texts) {
    DosageReading written = sigReader.read(own, correction.order().drug()).reading();
    return Stream.of(
            own,
            withAmount(own, correction.order().dosage(), correction),
            withAmount(own, written, correction))
        .filter(text -> tells(text, correction))
        .findFirst()
        .orElse(texts.instruction());
  }

  private static String withAmount(String own, DosageReading wrong, DoseCorrection correction) {
    if (!(wrong instanceof Read read)) {
      return own;
    }
    String before = number(read.first().largestSingle());
    String after = number(correction.dose());
    return own.replace(before + " mg", after + " mg").replace(before + "mg", after + " mg");
  }

  private static String number(Dose dose) {
    return dose.milligrams().toPlainString();
  }

  private boolean tells(String text, DoseCorrection correction) {
    return sigReader.read(text, correction.drug()).reading() instanceof Read read
        && read.steps().size() == 1
        && isSame(read.first(), correction.step());
  }

  private static boolean isSame(DoseStep a, DoseStep b) {
    return a.leastDaily().compareTo(b.leastDaily()) == 0
        && a.mostDaily().compareTo(b.mostDaily()) == 0
        && a.largestSingle().compareTo(b.largestSingle()) == 0;
  }

  private static void product(ObjectNode order, DoseTexts texts) {
    OrderWriter.dropReferencedMedication(order);
    ObjectNode product = order.putObject("medicationCodeableConcept");
    product
        .putArray("coding")
        .addObject()
        .put("system", "http://www.nlm.nih.gov/research/umls/rxnorm")
        .put("code", "7243")
        .put("display", "naltrexone");
    product.put("text", texts.product());
  }

  /**
   * A quantity that fitted the old dose is computed anew from the days, or left to the clinician.
   */
  private static void quantity(ObjectNode dispense, DoseCorrection correction) {
    dispense.remove("initialFill");
    if (dispense.remove("quantity") == null) {
      return;
    }
    Supply supply = correction.order().supply();
    Optional<Strength> strength = correction.drug().strength();
    if (supply.days().isEmpty() || strength.isEmpty()) {
      return;
    }
    BigDecimal doses = doses(correction.step().frequency(), supply.days().getAsLong());
    BigDecimal needed =
        correction
            .dose()
            .milligrams()
            .multiply(strength.get().quantity())
            .multiply(doses)
            .divide(strength.get().amount().milligrams(), 0, RoundingMode.CEILING);
    if (strength.get().isPer(Per.UNIT)) {
      dispense.set("quantity", FhirJson.quantity(needed, "capsule", "{capsule}"));
    } else if (strength.get().isPer(Per.MILLILITRE)) {
      dispense.set("quantity", FhirJson.quantity(needed, "mL", "mL"));
    }
  }

  private static BigDecimal doses(Frequency frequency, long days) {
    return BigDecimal.valueOf(days)
        .multiply(BigDecimal.valueOf(frequency.times()))
        .divide(BigDecimal.valueOf(frequency.days()), 0, RoundingMode.CEILING);
  }
}
