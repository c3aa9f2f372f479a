package org.ldncds.hooks;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ldncds.fhir.PatientRecords;
import org.ldncds.fhir.PatientRecords.Prefetched;
import org.ldncds.fhir.PrefetchKey;
import org.ldncds.fhir.RawResource;
import org.ldncds.fhir.ResourceScanner;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a CDS Hooks request in one streaming pass. Duplicate keys are refused, since two readers
 * must not disagree about an order; unknown fields are ignored, as the specification asks.
 */
public final class HookRequestReader {

  private static final int DEEPEST_NESTING = 64;
  private static final int LONGEST_NUMBER = 100;
  private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9.\\-_:|=+~]{1,256}");
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST_NESTING)
                  .maxNumberLength(LONGEST_NUMBER)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private HookRequestReader() {}

  /**
   * @param hook the hook of the service that was called
   * @throws InvalidRequestException naming the field at fault
   */
  public static HookRequest read(byte[] body, String hook) {
    requireUtf8(body);
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw InvalidRequestException.badRequest("", "The body must be a JSON object.");
      }
      Reading reading = new Reading(body, json);
      reading.readAll();
      if (json.nextToken() != null) {
        throw InvalidRequestException.badRequest(
            "", "There is more after the JSON object. Maybe two requests were joined?");
      }
      return reading.result(hook);
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
      throw notUtf8();
    }
    byte bits = 0;
    for (byte next : body) {
      bits |= next;
    }
    if (bits < 0) {
      requireWellFormed(body);
    }
  }

  /** The parser does not look into strings that it skips; another reader might. */
  private static void requireWellFormed(byte[] body) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
    } catch (CharacterCodingException e) {
      throw notUtf8();
    }
  }

  private static InvalidRequestException notUtf8() {
    return InvalidRequestException.badRequest("", "The body must be UTF-8.");
  }

  /** The state of one request while it is read. */
  private static final class Reading {
    private final JsonParser json;
    private final ResourceScanner scanner;
    private @Nullable String hook;
    private @Nullable String hookInstance;
    private @Nullable String fhirServer;
    private boolean authorized;
    private boolean hasContext;
    private @Nullable String patientId;
    private @Nullable String userId;
    private @Nullable RawResource draftOrders;
    private @Nullable String tokenPatient;
    private final Set<String> authorizationFields = new HashSet<>();
    private final Map<String, Prefetched> prefetch = new LinkedHashMap<>();

    Reading(byte[] body, JsonParser json) {
      this.json = json;
      this.scanner = new ResourceScanner(body, json);
    }

    void readAll() {
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "hook" -> hook = text("hook");
          case "hookInstance" -> hookInstance = text("hookInstance");
          case "fhirServer" -> fhirServer = text("fhirServer");
          case "fhirAuthorization" -> authorization();
          case "context" -> context();
          case "prefetch" -> prefetch();
          default -> json.skipChildren();
        }
      }
    }

    private String text(String field) {
      if (json.currentToken() != JsonToken.VALUE_STRING || json.getString().isBlank()) {
        throw InvalidRequestException.badRequest(
            field, field + " must be a string that is not empty.");
      }
      return json.getString();
    }

    private void requireObject(String field) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw InvalidRequestException.badRequest(field, field + " must be an object.");
      }
    }

    private void authorization() {
      requireObject("fhirAuthorization");
      authorized = true;
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        json.nextToken();
        authorizationFields.add(field);
        switch (field) {
          case "access_token", "scope", "subject" -> text("fhirAuthorization." + field);
          case "token_type" -> {
            if (!text("fhirAuthorization.token_type").equalsIgnoreCase("Bearer")) {
              throw InvalidRequestException.badRequest(
                  "fhirAuthorization.token_type", "token_type must be Bearer.");
            }
          }
          case "expires_in" -> {
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
              throw InvalidRequestException.badRequest(
                  "fhirAuthorization.expires_in", "expires_in must be a whole number of seconds.");
            }
          }
          case "patient" -> tokenPatient = text("fhirAuthorization.patient");
          default -> json.skipChildren();
        }
      }
    }

    private void context() {
      requireObject("context");
      hasContext = true;
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "patientId" -> patientId = text("context.patientId");
          case "userId" -> userId = text("context.userId");
          case "draftOrders" -> {
            requireObject("context.draftOrders");
            draftOrders = scanner.scan();
          }
          default -> json.skipChildren();
        }
      }
    }

    private void prefetch() {
      if (json.currentToken() == JsonToken.VALUE_NULL) {
        return;
      }
      requireObject("prefetch");
      Set<String> keys = PrefetchKey.keys();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String key = json.currentName();
        json.nextToken();
        if (!keys.contains(key)) {
          json.skipChildren();
        } else if (json.currentToken() == JsonToken.VALUE_NULL) {
          prefetch.put(key, new Prefetched.Nothing());
        } else if (json.currentToken() == JsonToken.START_OBJECT) {
          RawResource answer = scanner.scan();
          prefetch.put(
              key,
              answer.type().isEmpty() ? new Prefetched.Malformed() : new Prefetched.Answer(answer));
        } else {
          json.skipChildren();
          prefetch.put(key, new Prefetched.Malformed());
        }
      }
    }

    HookRequest result(String expectedHook) {
      String called = required(hook, "hook");
      if (!called.equals(expectedHook)) {
        throw InvalidRequestException.badRequest(
            "hook", "This service answers the hook " + expectedHook + ".");
      }
      if (!hasContext) {
        throw InvalidRequestException.badRequest("context", "context is missing.");
      }
      required(userId, "context.userId");
      String patient = required(patientId, "context.patientId");
      if (!SAFE_ID.matcher(patient).matches()) {
        throw InvalidRequestException.badRequest(
            "context.patientId", "context.patientId must be a FHIR id without a resource type.");
      }
      checkAuthorization(patient);
      RawResource drafts = draftOrders;
      if (drafts == null) {
        throw InvalidRequestException.badRequest(
            "context.draftOrders", "context.draftOrders is missing.");
      }
      if (!drafts.type().equals("Bundle")) {
        throw InvalidRequestException.badRequest(
            "context.draftOrders", "context.draftOrders must be a Bundle.");
      }
      return new HookRequest(
          called,
          required(hookInstance, "hookInstance"),
          Optional.ofNullable(fhirServer),
          new PatientRecords(patient, drafts, prefetch));
    }

    private void checkAuthorization(String patient) {
      if (!authorized) {
        return;
      }
      if (fhirServer == null) {
        throw InvalidRequestException.badRequest(
            "fhirServer", "fhirServer is required beside fhirAuthorization.");
      }
      for (String field : Set.of("access_token", "token_type", "expires_in", "scope", "subject")) {
        if (!authorizationFields.contains(field)) {
          throw InvalidRequestException.badRequest(
              "fhirAuthorization." + field, "fhirAuthorization." + field + " is missing.");
        }
      }
      if (tokenPatient != null && !tokenPatient.equals(patient)) {
        throw InvalidRequestException.badRequest(
            "fhirAuthorization.patient",
            "The token is for another patient than context.patientId.");
      }
    }

    private static String required(@Nullable String value, String field) {
      if (value == null) {
        throw InvalidRequestException.badRequest(field, field + " is missing.");
      }
      return value;
    }
  }
}
