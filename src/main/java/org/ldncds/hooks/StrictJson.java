package org.ldncds.hooks;

import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads one JSON object as strictly as two different readers need to agree on it: UTF-8, no key
 * twice, no endless numbers or nesting, nothing behind it.
 */
final class StrictJson {

  private static final int DEEPEST_NESTING = 64;
  private static final int LONGEST_NUMBER = 100;
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST_NESTING)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .build();

  private StrictJson() {}

  /**
   * @param reader gets the parser at the start of the object and leaves it at its end
   * @throws InvalidRequestException saying where it is wrong
   */
  static <T> T read(byte[] body, Function<JsonParser, T> reader) {
    requireUtf8(body);
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw InvalidRequestException.badRequest("", "The body must be a JSON object.");
      }
      T read = reader.apply(json);
      if (json.nextToken() != null) {
        throw InvalidRequestException.badRequest(
            "", "There is more after the JSON object. Maybe two requests were joined?");
      }
      return read;
    } catch (JacksonException e) {
      boolean duplicate = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate");
      String what =
          duplicate
              ? "A key stands twice in one object"
              : "The body is not valid JSON, or nested too deeply";
      long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      long column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
      throw InvalidRequestException.badRequest(
          "", what + ", near line " + line + ", column " + column + ".");
    }
  }

  /** Resources are found again by their bytes, which only UTF-8 allows; FHIR has no other. */
  private static void requireUtf8(byte[] body) {
    boolean wide = body.length > 1 && (body[0] == 0 || body[1] == 0);
    boolean marked = body.length > 0 && (body[0] == (byte) 0xfe || body[0] == (byte) 0xff);
    if (wide || marked) {
      throw InvalidRequestException.badRequest("", "The body must be UTF-8.");
    }
  }
}
