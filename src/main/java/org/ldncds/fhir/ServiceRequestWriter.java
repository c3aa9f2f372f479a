package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.ldncds.clinical.protocol.OrderableService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A visit or a test as a new ServiceRequest beside a draft order: the same patient, the same
 * reasons, and the draft as supporting information.
 */
public final class ServiceRequestWriter {

  private static final Pattern REASON =
      Pattern.compile("(?:Condition|Observation)/[A-Za-z0-9.\\-]{1,64}");
  private static final Pattern ORDER = Pattern.compile("MedicationRequest/[A-Za-z0-9.\\-]{1,64}");

  private ServiceRequestWriter() {}

  /**
   * Empty where the draft does not say whose it is.
   *
   * @param until last day of a span; empty for one day
   */
  public static Optional<ObjectNode> proposal(
      OrderableService service, LocalDate from, Optional<LocalDate> until, RawResource draft) {
    if (!draft.patient().contains("Patient/")) {
      return Optional.empty();
    }
    ObjectNode order = FhirJson.tree(draft);
    ObjectNode request = begun(service, "proposal", draft.patient());
    putOccurrence(request, from, until);
    putUnlessEmpty(request, "reasonCode", reasonCodes(order));
    putUnlessEmpty(request, "reasonReference", reasons(order));
    putDraft(request, draft);
    return Optional.of(request);
  }

  /** Without a draft to go with, for a patient whose chart is open. */
  public static ObjectNode proposal(
      OrderableService service, LocalDate from, Optional<LocalDate> until, String patientId) {
    ObjectNode request = begun(service, "proposal", "Patient/" + patientId);
    putOccurrence(request, from, until);
    return request;
  }

  private static void putOccurrence(ObjectNode request, LocalDate from, Optional<LocalDate> until) {
    until.ifPresentOrElse(
        last ->
            request
                .putObject("occurrencePeriod")
                .put("start", from.toString())
                .put("end", last.toString()),
        () -> request.put("occurrenceDateTime", from.toString()));
  }

  /**
   * An order to be done now.
   *
   * @param reason in words
   * @param written the day it is ordered
   * @param patient a reference
   * @param requester a reference to who orders it
   * @param draft the order it is for, where it can be told from others
   */
  public static ObjectNode order(
      OrderableService service,
      String reason,
      LocalDate written,
      String patient,
      Optional<String> requester,
      Optional<RawResource> draft) {
    ObjectNode request = begun(service, "order", patient);
    request.put("authoredOn", written.toString());
    requester.ifPresent(who -> request.set("requester", FhirJson.reference(who)));
    request.putArray("reasonCode").addObject().put("text", reason);
    draft.ifPresent(order -> putDraft(request, order));
    return request;
  }

  private static ObjectNode begun(OrderableService service, String intent, String patient) {
    ObjectNode request =
        FhirJson.resource("ServiceRequest").put("status", "draft").put("intent", intent);
    request.set("code", FhirJson.concept(service.code(), service.display(), service.text()));
    request.set("subject", FhirJson.reference(patient));
    return request;
  }

  private static void putDraft(ObjectNode request, RawResource draft) {
    if (ORDER.matcher(draft.reference().toString()).matches()) {
      request.putArray("supportingInfo").add(FhirJson.reference(draft.reference().toString()));
    }
  }

  private static void putUnlessEmpty(ObjectNode request, String field, List<ObjectNode> values) {
    if (!values.isEmpty()) {
      request.putArray(field).addAll(values);
    }
  }

  /** The records that the draft gives as its reasons; what is contained in it stays behind. */
  static List<ObjectNode> reasons(ObjectNode order) {
    List<ObjectNode> reasons = new ArrayList<>();
    for (JsonNode reason : order.path("reasonReference")) {
      String reference = reason.path("reference").asString("");
      if (REASON.matcher(reference).matches()) {
        reasons.add(FhirJson.reference(reference));
      }
    }
    return reasons;
  }

  private static List<ObjectNode> reasonCodes(ObjectNode order) {
    List<ObjectNode> reasons = new ArrayList<>();
    for (JsonNode reason : order.path("reasonCode")) {
      ObjectNode concept = FhirJson.object();
      List<ObjectNode> codings = codings(reason);
      if (!codings.isEmpty()) {
        concept.putArray("coding").addAll(codings);
      }
      copyText(reason, concept, "text");
      if (!concept.isEmpty()) {
        reasons.add(concept);
      }
    }
    return reasons;
  }

  private static List<ObjectNode> codings(JsonNode concept) {
    List<ObjectNode> codings = new ArrayList<>();
    if (concept.get("coding") instanceof ArrayNode sent) {
      for (JsonNode one : sent) {
        ObjectNode coding = FhirJson.object();
        List.of("system", "code", "display").forEach(field -> copyText(one, coding, field));
        if (coding.has("system") && coding.has("code")) {
          codings.add(coding);
        }
      }
    }
    return codings;
  }

  private static void copyText(JsonNode from, ObjectNode to, String field) {
    if (from.path(field).isString() && !from.path(field).asString().isBlank()) {
      to.put(field, from.path(field).asString());
    }
  }
}
