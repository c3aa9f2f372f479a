package org.ldncds.hooks;

import java.util.Optional;
import java.util.stream.Stream;
import org.ldncds.hooks.Feedback.Reason;
import tools.jackson.databind.JsonNode;

/**
 * Finds why a card was overridden. CDS Hooks 2.0 says {@code overrideReason}, an object; Epic sends
 * {@code overrideReasons}, and a reason that was built in Epic stands in an extension (Epic's CDS
 * Hooks tutorial, feedback).
 */
final class OverrideReasonReader {

  private static final int LONGEST_TEXT = 200;
  private static final String EPIC = "com.epic.cdshooks.feedback.overrideReason.";

  private OverrideReasonReader() {}

  /** The object about the reason; missing where none is told. */
  static JsonNode find(JsonNode entry, String path) {
    for (String name : new String[] {"overrideReason", "overrideReasons"}) {
      JsonNode value = entry.path(name);
      JsonNode found = value.isArray() && !value.isEmpty() ? value.get(0) : value;
      if (found.isObject()) {
        return found;
      }
      if (!value.isMissingNode() && !value.isNull() && !(value.isArray() && value.isEmpty())) {
        throw InvalidRequestException.badRequest(
            path + "." + name, path + "." + name + " must be an object.");
      }
    }
    return entry.path("overrideReason");
  }

  static Optional<Reason> reason(JsonNode found, JsonNode entry) {
    JsonNode coded = found.path("reason");
    Reason reason =
        new Reason(
            text(coded.path("system")), text(coded.path("code")), text(coded.path("display")));
    if (reason.code().isEmpty() && reason.display().isEmpty()) {
      reason =
          Stream.of(found, coded, entry)
              .map(holder -> builtInEpic(holder.path("extension")))
              .filter(built -> !built.code().isEmpty() || !built.display().isEmpty())
              .findFirst()
              .orElse(reason);
    }
    return reason.code().isEmpty() && reason.display().isEmpty()
        ? Optional.empty()
        : Optional.of(reason);
  }

  private static Reason builtInEpic(JsonNode extension) {
    String title = text(extension.path(EPIC + "reasonTitle"));
    String display = text(extension.path(EPIC + "reasonDisplay"));
    String category = text(extension.path(EPIC + "reasonCategory"));
    return new Reason(
        EPIC + "reasonCategory",
        category.isEmpty() ? title : category,
        display.isEmpty() ? title : display);
  }

  static Optional<String> comment(JsonNode found) {
    return Optional.of(found.path("userComment").asString("")).filter(text -> !text.isBlank());
  }

  /** Pick lists are short; no more than their length is taken, and no control characters. */
  private static String text(JsonNode value) {
    return value.isString() || value.isNumber() ? PlainText.of(value.asString(), LONGEST_TEXT) : "";
  }
}
