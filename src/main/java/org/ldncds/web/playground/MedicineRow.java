package org.ldncds.web.playground;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.drug.DrugRole;
import tools.jackson.databind.JsonNode;

/**
 * One medication record of a patient as the timeline shows it: what the record says, not what the
 * rules make of it.
 *
 * @param kind opioid, naltrexone or other
 * @param says in words what kind of record, its days and its status
 * @param start null where the record tells none
 * @param end null where it goes on
 * @param lastDose null where the record does not tell it
 */
public record MedicineRow(
    String drug,
    String kind,
    String says,
    @Nullable LocalDate start,
    @Nullable LocalDate end,
    @Nullable LocalDate lastDose) {

  static List<MedicineRow> of(Story story, DrugCatalogue catalogue) {
    List<MedicineRow> rows = new ArrayList<>();
    for (JsonNode record : story.records()) {
      switch (Json.text(record, "/resourceType")) {
        case "MedicationRequest" -> rows.add(request(story, record, catalogue));
        case "MedicationStatement" -> rows.add(statement(story, record, catalogue));
        case "MedicationDispense" -> rows.add(dispense(story, record, catalogue));
        case "MedicationAdministration" -> rows.add(given(story, record, catalogue));
        default -> {
          // is no medicine
        }
      }
    }
    Comparator<MedicineRow> opioidsFirst =
        Comparator.comparing(row -> List.of("opioid", "naltrexone", "other").indexOf(row.kind));
    rows.sort(
        opioidsFirst.thenComparing(row -> Objects.requireNonNullElse(row.start, LocalDate.MIN)));
    return rows;
  }

  private static MedicineRow request(Story story, JsonNode record, DrugCatalogue catalogue) {
    LocalDate start = day(record, "/authoredOn");
    LocalDate end = day(record, "/dispenseRequest/validityPeriod/end");
    int supply = record.at("/dispenseRequest/expectedSupplyDuration/value").asInt(0);
    if (end == null && start != null && supply > 0) {
      int repeats = record.at("/dispenseRequest/numberOfRepeatsAllowed").asInt(0);
      end = start.plusDays((long) supply * (repeats + 1));
    }
    return row(story, record, catalogue, "Prescribed", start, end, null);
  }

  private static MedicineRow statement(Story story, JsonNode record, DrugCatalogue catalogue) {
    LocalDate start = day(record, "/effectivePeriod/start");
    LocalDate end = day(record, "/effectivePeriod/end");
    LocalDate single = day(record, "/effectiveDateTime");
    return row(story, record, catalogue, "Taken", start == null ? single : start, end, end);
  }

  private static MedicineRow dispense(Story story, JsonNode record, DrugCatalogue catalogue) {
    LocalDate start = day(record, "/whenHandedOver");
    int days = record.at("/daysSupply/value").asInt(0);
    LocalDate end = start == null || days == 0 ? null : start.plusDays(days);
    return row(story, record, catalogue, "Handed over", start, end, null);
  }

  private static MedicineRow given(Story story, JsonNode record, DrugCatalogue catalogue) {
    LocalDate on = day(record, "/effectiveDateTime");
    on = on == null ? day(record, "/effectivePeriod/start") : on;
    return row(story, record, catalogue, "Given", on, on, on);
  }

  private static MedicineRow row(
      Story story,
      JsonNode record,
      DrugCatalogue catalogue,
      String verb,
      @Nullable LocalDate start,
      @Nullable LocalDate end,
      @Nullable LocalDate lastDose) {
    Concept drug = story.drug(record);
    String status = Json.text(record, "/status");
    String days =
        start == null ? " on an unknown day" : start.equals(end) ? " " + start : " from " + start;
    String until = end == null || end.equals(start) ? "" : " to " + end;
    String last = lastDose == null || lastDose.equals(start) ? "" : ", last dose " + lastDose;
    return new MedicineRow(
        drug.name(),
        kind(catalogue.find(drug.codes(), drug.names())),
        verb + days + until + last + (status.isEmpty() ? "" : ", " + status),
        start,
        end == null && !status.equals("active") ? start : end,
        lastDose);
  }

  private static String kind(Optional<Drug> drug) {
    if (drug.filter(each -> each.is(DrugRole.OPIOID)).isPresent()) {
      return "opioid";
    }
    return drug.filter(each -> each.is(DrugRole.NALTREXONE)).isPresent() ? "naltrexone" : "other";
  }

  private static @Nullable LocalDate day(JsonNode record, String pointer) {
    String text = Json.text(record, pointer);
    try {
      return text.length() < 10 ? null : LocalDate.parse(text.substring(0, 10));
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
