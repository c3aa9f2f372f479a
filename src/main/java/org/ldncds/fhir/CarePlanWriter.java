package org.ldncds.fhir;

import java.util.List;
import java.util.Optional;
import org.ldncds.clinical.titration.TitrationPlan;
import org.ldncds.clinical.titration.TitrationPlan.Step;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A titration plan as a new CarePlan: one activity a step, and the follow-up visit. */
public final class CarePlanWriter {

  private CarePlanWriter() {}

  /**
   * Empty where the draft does not say whose it is.
   *
   * @param visit the ServiceRequest of the follow-up visit
   * @param title of the plan
   */
  public static Optional<ObjectNode> draft(
      TitrationPlan plan, PlanTexts texts, ObjectNode visit, String title, RawResource draft) {
    if (!draft.patient().contains("Patient/")) {
      return Optional.empty();
    }
    ObjectNode carePlan =
        FhirJson.resource("CarePlan").put("status", "draft").put("intent", "plan");
    carePlan.put("title", title).put("description", texts.note());
    carePlan.set("subject", FhirJson.reference(draft.patient()));
    carePlan.putObject("period").put("start", plan.start().toString());
    List<ObjectNode> reasons =
        ServiceRequestWriter.reasons(FhirJson.tree(draft)).stream()
            .filter(reason -> reason.path("reference").asString("").startsWith("Condition/"))
            .toList();
    if (!reasons.isEmpty()) {
      carePlan.putArray("addresses").addAll(reasons);
    }
    ArrayNode activities = carePlan.putArray("activity");
    for (int i = 0; i < plan.steps().size(); i++) {
      step(activities, plan.steps().get(i), texts.steps().get(i));
    }
    ObjectNode review = detail(activities, "ServiceRequest");
    review.set("code", visit.get("code").deepCopy());
    review.put("status", "not-started");
    review.putObject("scheduledPeriod").set("start", visit.get("occurrenceDateTime"));
    return Optional.of(carePlan);
  }

  private static void step(ArrayNode activities, Step step, String text) {
    ObjectNode detail = detail(activities, "MedicationRequest");
    detail.put("status", "not-started");
    ObjectNode period = detail.putObject("scheduledPeriod");
    period.put("start", step.firstDay().toString());
    step.days()
        .ifPresent(days -> period.put("end", step.firstDay().plusDays(days - 1L).toString()));
    detail.put("description", text);
  }

  private static ObjectNode detail(ArrayNode activities, String kind) {
    return activities.addObject().putObject("detail").put("kind", kind);
  }
}
