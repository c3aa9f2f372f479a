package org.ldncds.fhir;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.ldncds.clinical.titration.Taking;
import org.ldncds.clinical.titration.TitrationPlan;
import org.ldncds.clinical.titration.TitrationPlan.Step;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The parts of a MedicationRequest that a titration plan is made of: product, steps, supply. */
final class PlanWriter {

  private final TitrationPlan plan;
  private final PlanTexts texts;

  PlanWriter(TitrationPlan plan, PlanTexts texts) {
    this.plan = plan;
    this.texts = texts;
  }

  ObjectNode medication() {
    return FhirJson.concept("http://www.nlm.nih.gov/research/umls/rxnorm", "7243", "naltrexone")
        .put("text", texts.product());
  }

  /** One instruction a step. */
  List<ObjectNode> dosage() {
    List<ObjectNode> steps = new ArrayList<>();
    for (int i = 0; i < plan.steps().size(); i++) {
      steps.add(instruction(plan.steps().get(i), i + 1, texts.steps().get(i)));
    }
    return steps;
  }

  private ObjectNode instruction(Step step, int sequence, String text) {
    ObjectNode dosage = FhirJson.object().put("sequence", sequence).put("text", text);
    dosage.putObject("timing").set("repeat", repeat(step));
    dosage.put("asNeededBoolean", false);
    dosage.set("route", FhirJson.concept("http://snomed.info/sct", "26643006", "Oral route"));
    ObjectNode dose = dosage.putArray("doseAndRate").addObject();
    dose.set(
        "type",
        FhirJson.concept(
            "http://terminology.hl7.org/CodeSystem/dose-rate-type", "ordered", "Ordered"));
    dose.set("doseQuantity", FhirJson.quantity(step.dose().milligrams(), "mg", "mg"));
    return dosage;
  }

  private ObjectNode repeat(Step step) {
    Taking taking = plan.taking();
    ObjectNode repeat = FhirJson.object();
    step.days().ifPresent(days -> repeat.set("boundsDuration", FhirJson.days(days)));
    repeat.put("frequency", 1).put("period", taking.everyOtherDay() ? 2 : 1).put("periodUnit", "d");
    repeat.putArray("when").add(taking.inTheMorning() ? "MORN" : "HS");
    return repeat;
  }

  /** What is handed over at once, for all steps; no refills, since a refill would begin anew. */
  ObjectNode dispense() {
    ObjectNode dispense = FhirJson.object();
    dispense.putObject("validityPeriod").put("start", plan.start().toString());
    dispense.put("numberOfRepeatsAllowed", 0);
    dispense.set("quantity", quantity());
    dispense.set("expectedSupplyDuration", FhirJson.days(plan.suppliedDays()));
    return dispense;
  }

  private ObjectNode quantity() {
    int capsules = plan.capsulesToDispense().values().stream().mapToInt(Integer::intValue).sum();
    return plan.millilitresToDispense()
        .map(millilitres -> FhirJson.quantity(millilitres, "mL", "mL"))
        .orElseGet(() -> FhirJson.quantity(BigDecimal.valueOf(capsules), "capsule", "{capsule}"));
  }

  void addNote(ArrayNode notes) {
    notes.addObject().put("text", texts.note());
  }
}
