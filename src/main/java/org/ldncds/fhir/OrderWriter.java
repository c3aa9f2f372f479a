package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.ldncds.clinical.titration.TitrationPlan;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a plan into a copy of the draft's own JSON, so that nothing the EHR sent is lost, elements
 * unknown to FHIR included. The narrative is dropped, since it would tell the old order.
 */
public final class OrderWriter {

  private static final Set<String> FITTING_THE_OLD_DOSE = Set.of("initialFill", "dispenseInterval");
  private static final List<String> WAY_OF_TAKING =
      List.of("route", "site", "method", "additionalInstruction", "extension");

  /** Some EHRs send an object where FHIR has a list. */
  private static final List<String> LISTS = List.of("dosageInstruction", "note", "contained");

  private OrderWriter() {}

  /** The draft with the plan's steps, product and supply. */
  public static ObjectNode withPlan(RawResource draft, TitrationPlan plan, PlanTexts texts) {
    PlanWriter planned = new PlanWriter(plan, texts);
    ObjectNode order = tree(draft);
    JsonNode before = order.path("dosageInstruction").path(0);
    dropReferencedMedication(order);
    order.remove("text");
    order.set("medicationCodeableConcept", planned.medication());
    List<ObjectNode> steps = planned.dosage();
    steps.forEach(step -> keepWayOfTaking(before, step));
    order.putArray("dosageInstruction").addAll(steps);
    supply(order, planned.dispense(), plan.start().plusDays(plan.suppliedDays() - 1L));
    planned.addNote(
        order.get("note") instanceof ArrayNode existing ? existing : order.putArray("note"));
    return order;
  }

  /** The draft as it was sent, with lists where FHIR has lists. */
  static ObjectNode tree(RawResource draft) {
    ObjectNode order = FhirJson.tree(draft);
    for (String list : LISTS) {
      if (order.get(list) instanceof ObjectNode single) {
        order.putArray(list).add(single);
      }
    }
    return order;
  }

  /** Who dispenses it stays, and the end of its validity where the plan fits into it. */
  private static void supply(ObjectNode order, ObjectNode made, LocalDate suppliedUntil) {
    if (!(order.get("dispenseRequest") instanceof ObjectNode existing)) {
      order.set("dispenseRequest", made);
      return;
    }
    if (existing.get("validityPeriod") instanceof ObjectNode kept) {
      kept.setAll((ObjectNode) made.remove("validityPeriod"));
      String end = kept.path("end").asString("");
      if (end.compareTo(suppliedUntil.toString().substring(0, Math.min(end.length(), 10))) < 0) {
        kept.remove("end");
      }
    }
    existing.setAll(made);
    existing.remove(FITTING_THE_OLD_DOSE);
  }

  /**
   * Route, site, method and the like of the first instruction hold for every step. Not so what it
   * tells the patient: "take one capsule" would stand beside a step of two.
   */
  private static void keepWayOfTaking(JsonNode before, ObjectNode step) {
    for (String field : WAY_OF_TAKING) {
      if (before.has(field)) {
        step.set(field, before.get(field));
      }
    }
  }

  /**
   * The product is replaced, and a contained one that nothing refers to any more would make the
   * order invalid.
   */
  static void dropReferencedMedication(ObjectNode order) {
    String reference = order.path("medicationReference").path("reference").asString("");
    order.remove("medicationReference");
    if (reference.startsWith("#") && order.get("contained") instanceof ArrayNode contained) {
      for (int i = contained.size() - 1; i >= 0; i--) {
        if (reference.equals("#" + contained.get(i).path("id").asString(""))) {
          contained.remove(i);
        }
      }
      if (contained.isEmpty()) {
        order.remove("contained");
      }
    }
  }
}
