package org.ldncds.hooks;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ldncds.fhir.FhirAuthorization;
import org.ldncds.fhir.PatientRecords;
import org.ldncds.fhir.PatientRecords.Prefetched;
import org.ldncds.fhir.RawResource;
import org.ldncds.fhir.ResourceScanner;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads a CDS Hooks request in one streaming pass. Duplicate keys are refused, since two readers
 * must not disagree about an order; unknown fields are ignored, as the specification asks.
 */
public final class HookRequestReader {

  private HookRequestReader() {}

  /**
   * @param service the service that was called
   * @throws InvalidRequestException naming the field at fault
   */
  public static HookRequest read(byte[] body, ServiceDefinition service) {
    return StrictBody.read(
            body,
            json -> {
              Reading reading = new Reading(body, json, service);
              reading.readAll();
              return reading;
            })
        .result();
  }

  /** The state of one request while it is read. */
  private static final class Reading {
    private final JsonParser json;
    private final ResourceScanner scanner;
    private final ServiceDefinition service;
    private @Nullable String hook;
    private @Nullable String hookInstance;
    private @Nullable String fhirServer;
    private boolean authorized;
    private @Nullable FhirAuthorization authorization;
    private @Nullable ContextReader context;
    private @Nullable String tokenPatient;
    private final Set<String> authorizationFields = new HashSet<>();
    private final Map<String, Prefetched> prefetch = new LinkedHashMap<>();

    Reading(byte[] body, JsonParser json, ServiceDefinition service) {
      this.json = json;
      this.service = service;
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
          case "context" -> {
            requireObject("context");
            context = ContextReader.read(json, scanner);
          }
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
          case "access_token" -> authorization = token(text("fhirAuthorization.access_token"));
          case "scope", "subject" -> text("fhirAuthorization." + field);
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

    private static FhirAuthorization token(String text) {
      return FhirAuthorization.of(text)
          .orElseThrow(
              () ->
                  InvalidRequestException.badRequest(
                      "fhirAuthorization.access_token",
                      "access_token must be of visible ASCII characters, at most 16 KB."));
    }

    private void prefetch() {
      if (json.currentToken() == JsonToken.VALUE_NULL) {
        return;
      }
      requireObject("prefetch");
      Set<String> keys = service.prefetch().keySet();
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

    HookRequest result() {
      String called = required(hook, "hook");
      if (!called.equals(service.hook())) {
        throw InvalidRequestException.badRequest(
            "hook", "This service answers the hook " + service.hook() + ".");
      }
      if (context == null) {
        throw InvalidRequestException.badRequest("context", "context is missing.");
      }
      String user = context.userId();
      String patient = context.patientId();
      checkAuthorization(patient);
      return new HookRequest(
          called,
          required(hookInstance, "hookInstance"),
          user,
          Optional.ofNullable(fhirServer),
          Optional.ofNullable(authorization),
          new PatientRecords(
              patient, context.occasion(called), service.prefetch().keySet(), prefetch));
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
