package org.ldncds.fhir;

import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads an answer of a FHIR server in one streaming pass, as strictly as a request. Nothing of an
 * answer that is not understood is passed on.
 */
final class AnswerReader {

  private AnswerReader() {}

  static Fetched read(int status, String contentType, byte[] body) {
    if (status == 200) {
      return isJson(contentType) ? read(body) : unreadable("its answer is no FHIR JSON");
    }
    if (status >= 300 && status < 400) {
      return new Fetched.Failed(
          FetchOutcome.UNREACHABLE, "it sends elsewhere, which is not followed");
    }
    boolean busy = status == 408 || status == 429 || status >= 500;
    if (status > 200 && status < 300) {
      return unreadable("HTTP " + status);
    }
    return new Fetched.Failed(
        busy ? FetchOutcome.UNREACHABLE : FetchOutcome.DENIED, "HTTP " + status);
  }

  private static boolean isJson(String contentType) {
    String type = contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
    return type.equals("application/fhir+json") || type.equals("application/json");
  }

  private static Fetched read(byte[] body) {
    if (!StrictJson.isUtf8(body)) {
      return unreadable("its answer is not UTF-8");
    }
    try (JsonParser json = StrictJson.FACTORY.createParser(ObjectReadContext.empty(), body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return unreadable("its answer is no resource");
      }
      RawResource resource = new ResourceScanner(body, json).scan();
      if (json.nextToken() != null) {
        return unreadable("its answer is not valid JSON");
      }
      return resource.type().isEmpty() || resource.type().equals("OperationOutcome")
          ? unreadable("its answer is no such resource")
          : new Fetched.Read(resource);
    } catch (JacksonException e) {
      return unreadable("its answer is not valid JSON");
    }
  }

  private static Fetched unreadable(String reason) {
    return new Fetched.Failed(FetchOutcome.UNREADABLE, reason);
  }
}
