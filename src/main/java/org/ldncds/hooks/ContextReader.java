package org.ldncds.hooks;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ldncds.fhir.PatientRecords.Occasion;
import org.ldncds.fhir.RawResource;
import org.ldncds.fhir.ResourceScanner;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the context of a request. Which of its fields are required depends on the hook, which may
 * be named later in the body, so they are asked for once all is read.
 */
final class ContextReader {

  private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9.\\-_:|=+~]{1,256}");

  private final JsonParser json;
  private final ResourceScanner scanner;
  private @Nullable String patientId;
  private @Nullable String userId;
  private @Nullable RawResource draftOrders;
  private @Nullable Set<String> selections;
  private boolean badSelections;

  private ContextReader(JsonParser json, ResourceScanner scanner) {
    this.json = json;
    this.scanner = scanner;
  }

  /** Reads from the start of the object to its end. */
  static ContextReader read(JsonParser json, ResourceScanner scanner) {
    ContextReader reader = new ContextReader(json, scanner);
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      json.nextToken();
      reader.field(field);
    }
    return reader;
  }

  private void field(String field) {
    switch (field) {
      case "patientId" -> patientId = text("context.patientId");
      case "userId" -> userId = text("context.userId");
      case "draftOrders" -> {
        if (json.currentToken() != JsonToken.START_OBJECT) {
          throw InvalidRequestException.badRequest(
              "context.draftOrders", "context.draftOrders must be an object.");
        }
        draftOrders = scanner.scan();
      }
      case "selections" -> selections();
      default -> json.skipChildren();
    }
  }

  private String text(String field) {
    if (json.currentToken() != JsonToken.VALUE_STRING || json.getString().isBlank()) {
      throw InvalidRequestException.badRequest(
          field, field + " must be a string that is not empty.");
    }
    return json.getString();
  }

  /** Other hooks may send what they like under this name. */
  private void selections() {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      badSelections = true;
      return;
    }
    Set<String> read = new LinkedHashSet<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        read.add(json.getString().strip());
      } else {
        json.skipChildren();
        badSelections = true;
      }
    }
    selections = read;
  }

  /**
   * @throws InvalidRequestException where it is missing or could not be put into an address
   */
  String patientId() {
    String patient = required(patientId, "context.patientId");
    if (!SAFE_ID.matcher(patient).matches()) {
      throw InvalidRequestException.badRequest(
          "context.patientId", "context.patientId must be a FHIR id without a resource type.");
    }
    return patient;
  }

  /**
   * Of a Practitioner, PractitionerRole, Patient or RelatedPerson.
   *
   * @throws InvalidRequestException where it is missing
   */
  String userId() {
    return required(userId, "context.userId");
  }

  /**
   * @throws InvalidRequestException where a field that the hook requires is missing or wrong
   */
  Occasion occasion(String hook) {
    return switch (hook) {
      case "order-sign" -> new Occasion.Ordering(drafts(), Optional.empty());
      case "order-select" -> new Occasion.Ordering(drafts(), Optional.of(selected()));
      case "patient-view" -> new Occasion.Viewing();
      default -> throw new IllegalArgumentException("No context is known for the hook " + hook);
    };
  }

  private RawResource drafts() {
    RawResource drafts = draftOrders;
    if (drafts == null) {
      throw InvalidRequestException.badRequest(
          "context.draftOrders", "context.draftOrders is missing.");
    }
    if (!drafts.type().equals("Bundle")) {
      throw InvalidRequestException.badRequest(
          "context.draftOrders", "context.draftOrders must be a Bundle.");
    }
    return drafts;
  }

  private Set<String> selected() {
    if (selections == null && !badSelections) {
      throw InvalidRequestException.badRequest(
          "context.selections", "context.selections is missing.");
    }
    if (selections == null || badSelections || selections.isEmpty()) {
      throw InvalidRequestException.badRequest(
          "context.selections",
          "context.selections must be an array of references like MedicationRequest/123, with at least one.");
    }
    return selections;
  }

  private static String required(@Nullable String value, String field) {
    if (value == null) {
      throw InvalidRequestException.badRequest(field, field + " is missing.");
    }
    return value;
  }
}
