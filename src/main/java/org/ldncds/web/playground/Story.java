package org.ldncds.web.playground;

import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An invented patient of the sandbox, and what their clinician does.
 *
 * @param id the name of its folder
 * @param intro who the patient is, in Markdown
 * @param expected what it should show and why, in Markdown
 * @param request what the EHR sends when it happens
 * @param records all that is known of the patient
 */
public record Story(
    String id,
    String title,
    String intro,
    String expected,
    String hook,
    JsonNode request,
    List<JsonNode> records) {

  private static final Pattern DAY = Pattern.compile("Plays on (\\d{4}-\\d{2}-\\d{2})\\.?\\s*");

  public Story {
    records = List.copyOf(records);
  }

  static Story of(String id, String markdown, String hook, JsonNode request, JsonNode bundle) {
    int titleEnd = markdown.indexOf('\n');
    String rest = titleEnd < 0 ? "" : markdown.substring(titleEnd).strip();
    int table = firstOf(rest, "| Topic |", "The service answers");
    return new Story(
        id,
        markdown.substring(0, Math.max(0, titleEnd)).replaceFirst("^#\\s*", "").strip(),
        rest.substring(0, table).strip(),
        rest.substring(table).strip(),
        hook,
        request,
        bundle.path("entry").valueStream().map(entry -> entry.path("resource")).toList());
  }

  private static int firstOf(String text, String... marks) {
    int first = text.length();
    for (String mark : marks) {
      int at = text.indexOf(mark);
      first = at < 0 ? first : Math.min(first, at);
    }
    return first;
  }

  String patientId() {
    return Json.text(request, "/context/patientId");
  }

  String userId() {
    return Json.text(request, "/context/userId");
  }

  public String introWithoutDay() {
    return DAY.matcher(intro).replaceFirst("");
  }

  /** The day on which its cards were written down; null where it does not say. */
  @Nullable LocalDate day() {
    Matcher day = DAY.matcher(intro);
    return day.find() ? LocalDate.parse(day.group(1)) : null;
  }

  /** The unsigned orders. */
  List<ObjectNode> orders() {
    List<ObjectNode> orders = new ArrayList<>();
    for (JsonNode entry : request.at("/context/draftOrders/entry")) {
      if (entry.path("resource") instanceof ObjectNode order) {
        orders.add(order.deepCopy());
      }
    }
    return orders;
  }

  /** Which of them the clinician chose; empty where the request does not say. */
  List<String> selections() {
    return request.at("/context/selections").valueStream().map(JsonNode::asString).toList();
  }

  List<JsonNode> ofType(String type) {
    return records.stream()
        .filter(each -> each.path("resourceType").asString("").equals(type))
        .toList();
  }

  public String person() {
    JsonNode name =
        ofType("Patient").stream()
            .map(patient -> patient.path("name").path(0))
            .findFirst()
            .orElse(request);
    return (Json.text(name, "/given/0") + " " + Json.text(name, "/family")).strip();
  }

  /** Such as "47 years, female". */
  String about(LocalDate today) {
    JsonNode patient = ofType("Patient").stream().findFirst().orElse(request);
    String gender = Json.text(patient, "/gender");
    try {
      LocalDate born = LocalDate.parse(Json.text(patient, "/birthDate"));
      String age = Period.between(born, today).getYears() + " years";
      return gender.isEmpty() ? age : age + ", " + gender;
    } catch (DateTimeParseException e) {
      return gender;
    }
  }

  public List<String> problems() {
    return ofType("Condition").stream().map(each -> Concept.name(each.path("code"))).toList();
  }

  public List<String> allergies() {
    return ofType("AllergyIntolerance").stream()
        .map(each -> Concept.name(each.path("code")))
        .toList();
  }

  /** The drug of an order or a record. */
  Concept drug(JsonNode record) {
    JsonNode concept = record.path("medicationCodeableConcept");
    if (!concept.isMissingNode()) {
      return Concept.of(concept);
    }
    JsonNode reference = record.path("medicationReference");
    String target = Json.text(reference, "/reference");
    List<JsonNode> candidates = new ArrayList<>(ofType("Medication"));
    record.path("contained").forEach(candidates::add);
    for (JsonNode medication : candidates) {
      String id = Json.text(medication, "/id");
      if (!id.isEmpty() && (target.equals("#" + id) || target.equals("Medication/" + id))) {
        return Concept.of(medication.path("code"));
      }
    }
    return new Concept(
        Objects.requireNonNullElse(Json.text(reference, "/display"), ""), List.of(), List.of());
  }

  @Override
  public String toString() {
    return person() + " – " + title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
  }
}
