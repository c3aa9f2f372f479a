package org.ldncds.sandbox;

import ca.uhn.fhir.rest.annotation.Create;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Update;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.UUID;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.MedicationRequest;

/** MedicationRequests, which the sandbox also takes. */
final class OrderEndpoint extends ResourceEndpoint {

  /** A sandbox that is left running must not fill its memory. */
  private static final int MOST_ORDERS = 10_000;

  OrderEndpoint(ResourceStore store) {
    super(MedicationRequest.class, store);
  }

  @Create
  public MethodOutcome create(@ResourceParam MedicationRequest order) {
    order.setId(new IdType("MedicationRequest", UUID.randomUUID().toString()));
    return kept(order, true);
  }

  @Update
  public MethodOutcome update(@IdParam IdType id, @ResourceParam MedicationRequest order) {
    boolean created = store().get("MedicationRequest", id.getIdPart()).isEmpty();
    order.setId(new IdType("MedicationRequest", id.getIdPart()));
    return kept(order, created);
  }

  private MethodOutcome kept(MedicationRequest order, boolean created) {
    IdType patient = new IdType(order.getSubject().getReference());
    if (store().get("Patient", String.valueOf(patient.getIdPart())).isEmpty()) {
      throw new UnprocessableEntityException(
          "MedicationRequest.subject names no patient of this sandbox. GET Patient lists them.");
    }
    if (created && store().count("MedicationRequest") >= MOST_ORDERS) {
      throw new UnprocessableEntityException(
          "The sandbox is full of orders. Start it anew to empty it.");
    }
    MethodOutcome outcome = new MethodOutcome();
    outcome.setResource(store().put(order));
    outcome.setId(order.getIdElement());
    outcome.setCreated(created);
    return outcome;
  }
}
