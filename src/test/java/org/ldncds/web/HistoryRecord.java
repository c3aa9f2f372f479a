package org.ldncds.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes one record of a labelled history as FHIR JSON; see the README of the histories. */
final class HistoryRecord {

  private static final Map<String, String> KINDS =
      Map.of(
          "request", "MedicationRequest",
          "statement", "MedicationStatement",
          "dispense", "MedicationDispense",
          "administration", "MedicationAdministration",
          "encounter", "Encounter");
  private static final String STATUS_CHANGED =
      "http://hl7.org/fhir/5.0/StructureDefinition/extension-MedicationRequest.statusChanged";

  private final Map<String, String> fields;
  private final Set<String> unread;
  private final Map<String, Object> json = new LinkedHashMap<>();

  private HistoryRecord(Map<String, String> fields) {
    this.fields = fields;
    this.unread = new TreeSet<>(fields.keySet());
  }

  static Map<String, Object> of(Map<String, String> fields, int number) {
    HistoryRecord record = new HistoryRecord(fields);
    record.write(number);
    if (!record.unread.isEmpty()) {
      throw new IllegalArgumentException(record.unread + " is not read of " + fields);
    }
    return record.json;
  }

  private @Nullable String text(String field) {
    unread.remove(field);
    return fields.get(field);
  }

  private void write(int number) {
    String kind =
        Stream.of("request", "statement", "dispense", "administration", "encounter")
            .filter(fields::containsKey)
            .findFirst()
            .orElseThrow();
    json.put("resourceType", KINDS.get(kind));
    String name = text(kind);
    String own = text("id");
    if (kind.equals("encounter")) {
      json.put("id", name);
      json.put("status", fields.containsKey("to") ? "finished" : "in-progress");
      json.put("class", Map.of("code", "IMP"));
      json.put("subject", patient());
      json.put("period", period("from", "to"));
      return;
    }
    json.put("id", own == null ? "record-" + number : own);
    put("status", text("status"));
    json.put("medicationCodeableConcept", concept(name));
    json.put("subject", patient());
    switch (kind) {
      case "request" -> request();
      case "statement" -> statement();
      case "dispense" -> dispense();
      default -> administration();
    }
  }

  private Map<String, Object> patient() {
    String other = text("patient");
    return Map.of("reference", "Patient/" + (other == null ? TestRequests.PATIENT : other));
  }

  private Map<String, Object> concept(@Nullable String name) {
    String rxnorm = text("rxnorm");
    Map<String, Object> concept = new LinkedHashMap<>();
    if (rxnorm != null) {
      concept.put(
          "coding",
          List.of(Map.of("system", "http://www.nlm.nih.gov/research/umls/rxnorm", "code", rxnorm)));
    }
    if (name != null && !name.isEmpty()) {
      concept.put("text", name);
    }
    return concept;
  }

  private void request() {
    json.put("intent", "order");
    put("authoredOn", text("written"));
    put("doNotPerform", text("do-not-perform") == null ? null : Boolean.TRUE);
    dosage("dosageInstruction");
    reference("encounter", "Encounter", text("encounter"));
    references("basedOn", text("based-on"));
    reference("priorPrescription", "MedicationRequest", text("prior"));
    String category = text("category");
    if (category != null) {
      json.put("category", List.of(Map.of("coding", List.of(Map.of("code", category)))));
    }
    changed("extension", text("stopped-on"));
    String reason = text("reason-on");
    if (reason != null) {
      json.put("statusReason", Map.of("extension", List.of(extension(reason))));
    }
    Map<String, Object> dispense = new LinkedHashMap<>();
    if (fields.containsKey("valid-from") || fields.containsKey("valid-to")) {
      dispense.put("validityPeriod", period("valid-from", "valid-to"));
    }
    days(dispense, "expectedSupplyDuration", text("supply"));
    days(dispense, "dispenseInterval", text("interval"));
    String initial = text("initial");
    if (initial != null) {
      dispense.put("initialFill", Map.of("duration", CaseDosage.days(initial)));
    }
    String repeats = text("repeats");
    if (repeats != null) {
      dispense.put("numberOfRepeatsAllowed", Integer.valueOf(repeats));
    }
    quantity(dispense);
    if (!dispense.isEmpty()) {
      json.put("dispenseRequest", dispense);
    }
  }

  private void changed(String field, @Nullable String day) {
    if (day != null) {
      json.put(field, List.of(extension(day)));
    }
  }

  private static Map<String, Object> extension(String day) {
    return Map.of("url", STATUS_CHANGED, "valueDateTime", day);
  }

  private void statement() {
    put("dateAsserted", text("asserted"));
    effective();
    dosage("dosage");
    reference("context", "Encounter", text("encounter"));
    references("derivedFrom", text("derived-from"));
    references("basedOn", text("based-on"));
    references("partOf", text("part-of"));
  }

  private void dispense() {
    put("whenHandedOver", text("given"));
    put("whenPrepared", text("prepared"));
    days(json, "daysSupply", text("supply"));
    quantity(json);
    dosage("dosageInstruction");
    reference("context", "Encounter", text("encounter"));
    references("authorizingPrescription", text("for"));
    references("partOf", text("part-of"));
  }

  private void administration() {
    effective();
    reference("context", "Encounter", text("encounter"));
    reference("request", "MedicationRequest", text("for"));
    references("partOf", text("part-of"));
  }

  private void effective() {
    put("effectiveDateTime", text("on"));
    if (fields.containsKey("from") || fields.containsKey("to")) {
      json.put("effectivePeriod", period("from", "to"));
    }
  }

  private Map<String, Object> period(String from, String to) {
    Map<String, Object> period = new LinkedHashMap<>();
    String start = text(from);
    String end = text(to);
    if (start != null) {
      period.put("start", start);
    }
    if (end != null) {
      period.put("end", end);
    }
    return period;
  }

  @SuppressWarnings("unchecked")
  private void dosage(String field) {
    List.of("dose", "high", "times", "every", "days", "steps").forEach(unread::remove);
    List<Map<String, Object>> instructions = CaseDosage.of(fields);
    String from = text("sig-from");
    String to = text("sig-to");
    String count = text("count");
    String range = text("days-range");
    String prn = text("prn");
    for (Map<String, Object> instruction : instructions) {
      Map<String, Object> repeat =
          ((Map<String, Map<String, Object>>)
                  Objects.requireNonNull(instruction.get("timing"), "dose first"))
              .getOrDefault("repeat", new LinkedHashMap<>());
      if (from != null || to != null) {
        repeat.put("boundsPeriod", period("sig-from", "sig-to"));
      }
      if (count != null) {
        repeat.put("count", Integer.valueOf(count));
      }
      if (range != null) {
        String[] ends = range.split(" ", -1);
        repeat.put(
            "boundsRange",
            Map.of("low", CaseDosage.days(ends[0]), "high", CaseDosage.days(ends[1])));
      }
      if (prn != null) {
        instruction.put("asNeededBoolean", true);
      }
    }
    if (!instructions.isEmpty()) {
      json.put(field, instructions);
    }
  }

  private void quantity(Map<String, Object> into) {
    String quantity = text("quantity");
    if (quantity != null) {
      String[] parts = quantity.split(" ", -1);
      into.put("quantity", CaseDosage.quantity(parts[0], parts[1]));
    }
  }

  private void days(Map<String, Object> into, String field, @Nullable String days) {
    String unit = text("supply-unit");
    if (days != null) {
      into.put(field, unit == null ? CaseDosage.days(days) : CaseDosage.quantity(days, unit));
    }
  }

  private void put(String field, @Nullable Object value) {
    if (value != null) {
      json.put(field, value);
    }
  }

  private void reference(String field, String type, @Nullable String id) {
    if (id != null) {
      json.put(field, to(type, id));
    }
  }

  private void references(String field, @Nullable String id) {
    if (id != null) {
      json.put(field, new ArrayList<>(List.of(to("MedicationRequest", id))));
    }
  }

  private static Map<String, Object> to(String type, String id) {
    return Map.of("reference", id.contains("/") ? id : type + "/" + id);
  }
}
