package org.ldncds.fhir;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestDispenseRequestComponent;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Timing.EventTiming;
import org.hl7.fhir.r4.model.Timing.TimingRepeatComponent;
import org.hl7.fhir.r4.model.Timing.UnitsOfTime;
import org.ldncds.clinical.titration.TitrationPlan;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a change into a copy of the draft's own JSON, so that nothing the EHR sent is lost,
 * elements unknown to FHIR included. What is new is made with HAPI's model, so that it is valid R4.
 * The narrative is dropped, since it would tell the old order.
 */
public final class OrderWriter {

  private static final String UCUM = "http://unitsofmeasure.org";
  private static final Set<String> CHANGED_OF_DISPENSE =
      Set.of("quantity", "expectedSupplyDuration", "numberOfRepeatsAllowed", "validityPeriod");
  private static final Set<String> FITTING_THE_OLD_DOSE = Set.of("initialFill", "dispenseInterval");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /** Some EHRs send an object where FHIR has a list. */
  private static final List<String> LISTS = List.of("dosageInstruction", "note", "contained");

  private OrderWriter() {}

  /** The draft with the plan's steps, product and supply. */
  public static ObjectNode withPlan(RawResource draft, TitrationPlan plan, PlanTexts texts) {
    ObjectNode order = tree(draft);
    ObjectNode made =
        (ObjectNode)
            JSON.readTree(
                ResourceParser.CONTEXT
                    .newJsonParser()
                    .encodeResourceToString(planned(plan, texts)));
    keepWayOfTaking(order, made);
    dropReferencedMedication(order);
    order.remove("text");
    order.set("medicationCodeableConcept", made.get("medicationCodeableConcept"));
    order.set("dosageInstruction", made.get("dosageInstruction"));
    JsonNode dispense = order.get("dispenseRequest");
    if (dispense instanceof ObjectNode existing) {
      CHANGED_OF_DISPENSE.forEach(
          field -> merge(existing, field, made.get("dispenseRequest").get(field)));
      existing.remove(FITTING_THE_OLD_DOSE);
    } else {
      order.set("dispenseRequest", made.get("dispenseRequest"));
    }
    ArrayNode notes =
        order.get("note") instanceof ArrayNode existing ? existing : order.putArray("note");
    notes.addAll((ArrayNode) made.get("note"));
    return order;
  }

  /**
   * The draft starting on that day: its validity and every stated period move together, ends
   * included.
   */
  public static ObjectNode startingOn(RawResource draft, LocalDate start) {
    ObjectNode order = tree(draft);
    order.remove("text");
    List<ObjectNode> periods = new ArrayList<>();
    for (JsonNode instruction : order.path("dosageInstruction")) {
      if (instruction.path("timing").path("repeat").get("boundsPeriod")
          instanceof ObjectNode period) {
        periods.add(period);
      }
    }
    periods.stream()
        .map(period -> from(period, start))
        .min(Comparator.naturalOrder())
        .ifPresent(
            first -> periods.forEach(p -> move(p, ChronoUnit.DAYS.between(first, start), start)));
    ObjectNode dispense =
        order.get("dispenseRequest") instanceof ObjectNode existing
            ? existing
            : order.putObject("dispenseRequest");
    ObjectNode validity =
        dispense.get("validityPeriod") instanceof ObjectNode existing
            ? existing
            : dispense.putObject("validityPeriod");
    move(validity, ChronoUnit.DAYS.between(from(validity, start), start), start);
    if (!validity.has("start")) {
      validity.put("start", start.toString());
    }
    return order;
  }

  private static LocalDate from(ObjectNode period, LocalDate otherwise) {
    return day(period.path("start").asString("")).orElse(otherwise);
  }

  /** Only forward, and every period by as many days, so that the steps of a taper stay in line. */
  private static void move(ObjectNode period, long days, LocalDate start) {
    String from = period.path("start").asString("");
    for (String edge : List.of("start", "end")) {
      Optional<LocalDate> day = day(period.path(edge).asString(""));
      if (days > 0 && day.isPresent()) {
        period.put(edge, day.get().plusDays(days).toString());
      }
    }
    boolean partial = !from.isEmpty() && from.length() < 10;
    if (partial && start.toString().compareTo(from) > 0) {
      period.put("start", start.toString()); // a month or a year would still reach back
    }
  }

  /** Empty for partial dates, and for what is none. */
  private static Optional<LocalDate> day(String date) {
    try {
      return date.length() >= 10
          ? Optional.of(LocalDate.parse(date.substring(0, 10)))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static ObjectNode newObject() {
    return JSON.createObjectNode();
  }

  static ObjectNode tree(RawResource draft) {
    ObjectNode order =
        (ObjectNode) JSON.readTree(draft.body(), draft.from(), draft.to() - draft.from());
    for (String list : LISTS) {
      if (order.get(list) instanceof ObjectNode single) {
        order.putArray(list).add(single);
      }
    }
    return order;
  }

  private static void merge(ObjectNode existing, String field, JsonNode made) {
    if (existing.get(field) instanceof ObjectNode kept
        && made instanceof ObjectNode changed
        && field.equals("validityPeriod")) {
      kept.setAll(changed);
    } else {
      existing.set(field, made);
    }
  }

  /**
   * Route, site, method and the like of the first instruction hold for every step. Not so what it
   * tells the patient: "take one capsule" would stand beside a step of two.
   */
  private static void keepWayOfTaking(ObjectNode order, ObjectNode made) {
    JsonNode first = order.path("dosageInstruction").path(0);
    for (JsonNode step : made.get("dosageInstruction")) {
      for (String field : Set.of("route", "site", "method", "additionalInstruction", "extension")) {
        if (first.has(field)) {
          ((ObjectNode) step).set(field, first.get(field));
        }
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

  private static MedicationRequest planned(TitrationPlan plan, PlanTexts texts) {
    MedicationRequest request = new MedicationRequest();
    request.setMedication(
        new CodeableConcept()
            .addCoding(
                new Coding("http://www.nlm.nih.gov/research/umls/rxnorm", "7243", "naltrexone"))
            .setText(texts.product()));
    for (int i = 0; i < plan.steps().size(); i++) {
      request.addDosageInstruction(
          instruction(plan, plan.steps().get(i), i + 1, texts.steps().get(i)));
    }
    request.setDispenseRequest(dispense(plan));
    request.addNote(new Annotation().setText(texts.note()));
    return request;
  }

  private static Dosage instruction(
      TitrationPlan plan, TitrationPlan.Step step, int sequence, String text) {
    TimingRepeatComponent repeat =
        new TimingRepeatComponent()
            .setFrequency(1)
            .setPeriod(BigDecimal.ONE)
            .setPeriodUnit(UnitsOfTime.D)
            .addWhen(plan.inTheMorning() ? EventTiming.MORN : EventTiming.HS);
    step.days().ifPresent(days -> repeat.setBounds(days(days)));
    Dosage dosage =
        new Dosage().setSequence(sequence).setText(text).setAsNeeded(new BooleanType(false));
    dosage.getTiming().setRepeat(repeat);
    dosage.setRoute(
        new CodeableConcept()
            .addCoding(new Coding("http://snomed.info/sct", "26643006", "Oral route")));
    dosage
        .addDoseAndRate()
        .setType(
            new CodeableConcept()
                .addCoding(
                    new Coding(
                        "http://terminology.hl7.org/CodeSystem/dose-rate-type",
                        "ordered",
                        "Ordered")))
        .setDose(
            new Quantity()
                .setValue(step.dose().milligrams())
                .setUnit("mg")
                .setSystem(UCUM)
                .setCode("mg"));
    return dosage;
  }

  private static MedicationRequestDispenseRequestComponent dispense(TitrationPlan plan) {
    MedicationRequestDispenseRequestComponent dispense =
        new MedicationRequestDispenseRequestComponent();
    int capsules = plan.capsulesToDispense().values().stream().mapToInt(Integer::intValue).sum();
    dispense.setQuantity(
        plan.millilitresToDispense()
            .map(
                millilitres ->
                    new Quantity()
                        .setValue(millilitres)
                        .setUnit("mL")
                        .setSystem(UCUM)
                        .setCode("mL"))
            .orElseGet(
                () ->
                    new Quantity()
                        .setValue(capsules)
                        .setUnit("capsule")
                        .setSystem(UCUM)
                        .setCode("{capsule}")));
    dispense.setExpectedSupplyDuration(days(plan.suppliedDays()));
    dispense.setNumberOfRepeatsAllowed(0);
    dispense.getValidityPeriod().getStartElement().setValueAsString(plan.start().toString());
    return dispense;
  }

  private static Duration days(int days) {
    Duration duration = new Duration();
    duration.setValue(days).setUnit("days").setSystem(UCUM).setCode("d");
    return duration;
  }
}
