package org.ldncds.fhir;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Moves the start of a draft in a copy of its own JSON, so that nothing the EHR sent is lost. The
 * narrative is dropped, since it would tell the old start.
 */
public final class StartWriter {

  private StartWriter() {}

  /**
   * The draft starting on that day: its validity and every stated period move together, ends
   * included.
   */
  public static ObjectNode startingOn(RawResource draft, LocalDate start) {
    ObjectNode order = OrderWriter.tree(draft);
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
}
