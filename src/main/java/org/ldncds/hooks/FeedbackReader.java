package org.ldncds.hooks;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ldncds.hooks.Feedback.Outcome;
import tools.jackson.databind.JsonNode;

/**
 * Reads the body of a feedback call, all or nothing. What one EHR sends otherwise than CDS Hooks
 * 2.0 says is taken, as long as its meaning is plain.
 */
public final class FeedbackReader {

  private static final int LONGEST_ID = 256;

  /** The first year of RFC 3339 times that this service can have been called in. */
  private static final Instant EARLIEST = Instant.parse("2015-01-01T00:00:00Z");

  private static final DateTimeFormatter RFC_3339 =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendValue(ChronoField.YEAR, 4)
          .appendPattern("-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendOffset("+HH:MM", "Z")
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);

  private FeedbackReader() {}

  /**
   * @throws InvalidRequestException naming the field at fault
   */
  public static List<Feedback> read(byte[] body) {
    JsonNode root = StrictBody.read(body, json -> json.<JsonNode>readValueAsTree());
    JsonNode entries = root.path("feedback");
    if (!entries.isArray()) {
      throw InvalidRequestException.badRequest("feedback", "feedback must be an array.");
    }
    List<Feedback> all = new ArrayList<>();
    for (JsonNode entry : entries) {
      all.add(entry(entry, "feedback[" + all.size() + "]"));
    }
    return all;
  }

  private static Feedback entry(JsonNode entry, String path) {
    if (!entry.isObject()) {
      throw InvalidRequestException.badRequest(path, path + " must be an object.");
    }
    String card = id(entry.path("card"), path + ".card");
    Outcome outcome = outcome(entry.path("outcome"), path + ".outcome");
    Instant at = time(entry.path("outcomeTimestamp"), path + ".outcomeTimestamp");
    if (outcome == Outcome.ACCEPTED) {
      List<String> taken = suggestions(entry.path("acceptedSuggestions"), path);
      return new Feedback(card, outcome, taken, Optional.empty(), Optional.empty(), at);
    }
    JsonNode reason = OverrideReasonReader.find(entry, path);
    return new Feedback(
        card,
        outcome,
        List.of(),
        OverrideReasonReader.reason(reason, entry),
        OverrideReasonReader.comment(reason),
        at);
  }

  private static String id(JsonNode value, String field) {
    if (!value.isString() || value.asString().isBlank()) {
      throw InvalidRequestException.badRequest(
          field, field + " must be a string that is not empty.");
    }
    String id = value.asString();
    if (id.length() > LONGEST_ID || id.chars().anyMatch(Character::isISOControl)) {
      throw InvalidRequestException.badRequest(
          field, field + " must be an id of at most " + LONGEST_ID + " characters.");
    }
    return id;
  }

  private static Outcome outcome(JsonNode value, String field) {
    return switch (value.asString("")) {
      case "accepted" -> Outcome.ACCEPTED;
      case "overridden" -> Outcome.OVERRIDDEN;
      default ->
          throw InvalidRequestException.badRequest(
              field, field + " must be accepted or overridden.");
    };
  }

  private static List<String> suggestions(JsonNode value, String path) {
    String field = path + ".acceptedSuggestions";
    if (!value.isArray() || value.isEmpty()) {
      throw InvalidRequestException.badRequest(
          field, field + " must name at least one suggestion where the outcome is accepted.");
    }
    List<String> ids = new ArrayList<>();
    for (JsonNode each : value) {
      ids.add(id(each.path("id"), field + "[" + ids.size() + "].id"));
    }
    return ids;
  }

  private static Instant time(JsonNode value, String field) {
    try {
      Instant at = OffsetDateTime.parse(value.asString(""), RFC_3339).toInstant();
      if (!at.isBefore(EARLIEST)) {
        return at;
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw InvalidRequestException.badRequest(
        field, field + " must be a time as in RFC 3339, 2026-11-23T10:00:00Z.");
  }
}
