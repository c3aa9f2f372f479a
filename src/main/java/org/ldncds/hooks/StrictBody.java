package org.ldncds.hooks;

import java.util.function.Function;
import org.ldncds.fhir.StrictJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads one JSON object as strictly as two different readers need to agree on it: UTF-8, no key
 * twice, no endless numbers or nesting, nothing behind it.
 */
final class StrictBody {

  private static final JsonMapper JSON = JsonMapper.builder(StrictJson.FACTORY).build();

  private StrictBody() {}

  /**
   * @param reader gets the parser at the start of the object and leaves it at its end
   * @throws InvalidRequestException saying where it is wrong
   */
  static <T> T read(byte[] body, Function<JsonParser, T> reader) {
    if (!StrictJson.isUtf8(body)) {
      throw InvalidRequestException.badRequest("", "The body must be UTF-8.");
    }
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
}
