package org.ldncds.sandbox;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ActivityDefinition;
import org.hl7.fhir.r4.model.ActivityDefinition.ActivityDefinitionKind;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Timing.EventTiming;
import org.hl7.fhir.r4.model.Timing.UnitsOfTime;
import org.ldncds.clinical.drug.Terminology;
import org.ldncds.clinical.protocol.TitrationProtocol;
import org.ldncds.clinical.quantity.Dose;

/**
 * The titration protocols: a PlanDefinition each, whose actions are its steps, and an
 * ActivityDefinition for each dose that a step may have.
 */
final class ProtocolResources {

  private static final String UCUM = "http://unitsofmeasure.org";
  private static final String PLAN_TYPES =
      "http://terminology.hl7.org/CodeSystem/plan-definition-type";
  private static final String USE =
      "Off-label and compounded. Evidence is limited and contradictory; a prescriber decides.";

  private final Published published;

  ProtocolResources(Published published) {
    this.published = published;
  }

  Stream<Resource> of(Map<String, TitrationProtocol> protocols) {
    List<Dose> doses =
        protocols.values().stream()
            .flatMap(protocol -> protocol.doses().stream())
            .distinct()
            .sorted()
            .toList();
    return Stream.concat(
        protocols.values().stream().map(this::planDefinition), doses.stream().map(this::activity));
  }

  private PlanDefinition planDefinition(TitrationProtocol protocol) {
    PlanDefinition plan =
        published.as(
            new PlanDefinition(), protocol.id(), "Low-dose naltrexone: " + protocol.title());
    plan.setType(
        new CodeableConcept(new Coding(PLAN_TYPES, "clinical-protocol", "Clinical Protocol")));
    plan.setDate(Published.day(protocol.since()));
    plan.setDescription(
        "From "
            + protocol.startDose()
            + " to "
            + protocol.targetDose()
            + " of naltrexone a day, "
            + protocol.stepDays()
            + " days at each dose. "
            + published.review());
    plan.setUsage(USE);
    published.lastReview().forEach(plan::setLastReviewDateElement);
    plan.setReviewer(published.reviewers());
    plan.setRelatedArtifact(published.citing(protocol.sources()));
    for (int i = 0; i < protocol.doses().size(); i++) {
      plan.addAction(step(protocol, i));
    }
    return plan;
  }

  private static PlanDefinitionActionComponent step(TitrationProtocol protocol, int index) {
    Dose dose = protocol.doses().get(index);
    boolean last = index == protocol.doses().size() - 1;
    PlanDefinitionActionComponent action =
        new PlanDefinitionActionComponent()
            .setPrefix(String.valueOf(index + 1))
            .setTitle(dose + " a day")
            .setTextEquivalent(
                "Naltrexone "
                    + dose
                    + " once a day"
                    + (last ? "" : " for " + protocol.stepDays() + " days"));
    action.setDefinition(new CanonicalType(Canonical.of("ActivityDefinition", id(dose))));
    if (!last) {
      Duration days = new Duration();
      days.setValue(protocol.stepDays()).setUnit("days").setSystem(UCUM).setCode("d");
      action.setTiming(days);
    }
    return action;
  }

  private ActivityDefinition activity(Dose dose) {
    ActivityDefinition activity =
        published.as(new ActivityDefinition(), id(dose), "Naltrexone " + dose + " at bedtime");
    activity.setKind(ActivityDefinitionKind.MEDICATIONREQUEST);
    activity.setDescription("One daily dose of a titration. " + published.review());
    activity.setUsage(USE);
    activity.setProduct(
        new CodeableConcept(new Coding(Terminology.RXNORM.uri(), "7243", "naltrexone"))
            .setText("naltrexone " + dose + ", compounded"));
    Dosage dosage = activity.addDosage();
    dosage.setText("Take " + dose + " by mouth once daily at bedtime");
    dosage.setRoute(
        new CodeableConcept(new Coding(Terminology.SNOMED.uri(), "26643006", "Oral route")));
    dosage
        .getTiming()
        .getRepeat()
        .setFrequency(1)
        .setPeriod(BigDecimal.ONE)
        .setPeriodUnit(UnitsOfTime.D)
        .addWhen(EventTiming.HS);
    dosage
        .addDoseAndRate()
        .setDose(
            new Quantity().setValue(dose.milligrams()).setUnit("mg").setSystem(UCUM).setCode("mg"));
    return activity;
  }

  private static String id(Dose dose) {
    return "naltrexone-"
        + dose.milligrams()
            .toPlainString()
            .chars()
            .mapToObj(c -> c == '.' ? "-" : String.valueOf((char) c))
            .collect(Collectors.joining())
        + "-mg";
  }
}
