package org.ldncds.web.playground;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.ldncds.hooks.ServiceDefinition;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plays the EHR: calls the service, its feedback and its FHIR server over HTTP, as an EHR on this
 * machine would, so that what one sees is what an EHR gets.
 */
@Component
@Profile("!production")
final class Ehr {

  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final String TYPE = "application/json";

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Environment environment;

  Ehr(Environment environment) {
    this.environment = environment;
  }

  private String base() {
    return "http://127.0.0.1:"
        + environment.getProperty("local.server.port", "8080")
        + environment.getProperty("server.servlet.context-path", "");
  }

  /** Sends the hook with these orders. */
  Exchange call(ServiceDefinition service, Story story, Form form, List<ObjectNode> orders)
      throws IOException, InterruptedException {
    String url = base() + "/cds-services/" + service.id();
    if (!form.dialect().equals("standard")) {
      url += "?dialect=" + form.dialect();
    }
    ObjectNode request = request(service, story, form, orders);
    long begin = System.nanoTime();
    HttpResponse<byte[]> answer = post(url, Json.MAPPER.writeValueAsBytes(request));
    String took = milliseconds(System.nanoTime() - begin);
    return new Exchange(
        service.id(),
        url,
        request,
        answer.statusCode(),
        tree(answer.body()),
        took,
        times(answer.headers().firstValue("Server-Timing").orElse("")));
  }

  private ObjectNode request(
      ServiceDefinition service, Story story, Form form, List<ObjectNode> orders)
      throws InterruptedException {
    ObjectNode request = Json.MAPPER.createObjectNode();
    request.put("hook", service.hook());
    request.put("hookInstance", UUID.randomUUID().toString());
    if (form.data().equals(Form.FETCH)) {
      request.put("fhirServer", base() + "/fhir");
    }
    ObjectNode context = request.putObject("context");
    context.put("userId", story.userId());
    context.put("patientId", story.patientId());
    if (!service.hook().equals("patient-view")) {
      if (service.hook().equals("order-select")) {
        selections(context.putArray("selections"), story, form, orders);
      }
      ObjectNode drafts = context.putObject("draftOrders");
      drafts.put("resourceType", "Bundle");
      drafts.put("type", "collection");
      ArrayNode entries = drafts.putArray("entry");
      orders.forEach(order -> entries.addObject().set("resource", order));
    }
    if (!form.data().equals(Form.FETCH)) {
      request.set("prefetch", prefetch(service, story.patientId()));
    }
    return request;
  }

  /** As the story tells where its own orders are sent, else all. */
  private static void selections(
      ArrayNode selections, Story story, Form form, List<ObjectNode> orders) {
    if (form.how().equals(Form.STORY) && !story.selections().isEmpty()) {
      story.selections().forEach(selections::add);
      return;
    }
    orders.forEach(
        order -> selections.add(Json.text(order, "/resourceType") + "/" + Json.text(order, "/id")));
  }

  /** What the discovery asks for, read from the sandbox's own FHIR server; null where it fails. */
  private ObjectNode prefetch(ServiceDefinition service, String patientId)
      throws InterruptedException {
    Map<String, CompletableFuture<HttpResponse<byte[]>>> calls = new LinkedHashMap<>();
    service
        .prefetch()
        .forEach(
            (key, template) ->
                calls.put(
                    key,
                    client.sendAsync(
                        to(base() + "/fhir/" + template.replace("{{context.patientId}}", patientId))
                            .header("Accept", "application/fhir+json")
                            .build(),
                        BodyHandlers.ofByteArray())));
    ObjectNode prefetch = Json.MAPPER.createObjectNode();
    for (Map.Entry<String, CompletableFuture<HttpResponse<byte[]>>> call : calls.entrySet()) {
      HttpResponse<byte[]> answer = call.getValue().join();
      if (answer.statusCode() == 200) {
        prefetch.set(call.getKey(), tree(answer.body()));
      } else {
        prefetch.putNull(call.getKey());
      }
    }
    return prefetch;
  }

  /**
   * Tells what became of a card.
   *
   * @return the status of the answer
   */
  int feedback(String service, ObjectNode entry) throws IOException, InterruptedException {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.putArray("feedback").add(entry);
    return post(
            base() + "/cds-services/" + service + "/feedback", Json.MAPPER.writeValueAsBytes(body))
        .statusCode();
  }

  static ObjectNode accepted(String card, String suggestion, OffsetDateTime at) {
    ObjectNode entry = Json.MAPPER.createObjectNode();
    entry.put("card", card);
    entry.put("outcome", "accepted");
    entry.putArray("acceptedSuggestions").addObject().put("id", suggestion);
    return entry.put("outcomeTimestamp", at.toString());
  }

  /**
   * @param reason of the card's overrideReasons; missing where it offers none
   */
  static ObjectNode overridden(String card, JsonNode reason, OffsetDateTime at) {
    ObjectNode entry = Json.MAPPER.createObjectNode();
    entry.put("card", card);
    entry.put("outcome", "overridden");
    if (reason.isObject()) {
      entry.putObject("overrideReason").set("reason", reason);
    }
    return entry.put("outcomeTimestamp", at.toString());
  }

  private HttpResponse<byte[]> post(String url, byte[] body)
      throws IOException, InterruptedException {
    return client.send(
        to(url).header("Content-Type", TYPE).POST(BodyPublishers.ofByteArray(body)).build(),
        BodyHandlers.ofByteArray());
  }

  private static HttpRequest.Builder to(String url) {
    return HttpRequest.newBuilder(URI.create(url)).timeout(LONGEST);
  }

  private static JsonNode tree(byte[] body) {
    try {
      return Json.MAPPER.readTree(body);
    } catch (JacksonException e) {
      return Json.MAPPER.createObjectNode();
    }
  }

  private static String milliseconds(long nanoseconds) {
    return String.format(Locale.ROOT, "%.1f", nanoseconds / 1e6);
  }

  /** The Server-Timing header: {@code read;dur=0.123, facts;dur=0.456}. */
  private static List<Exchange.Time> times(String header) {
    List<Exchange.Time> times = new ArrayList<>();
    for (String part : header.split(",", -1)) {
      int at = part.indexOf(";dur=");
      if (at > 0) {
        times.add(new Exchange.Time(part.substring(0, at).strip(), part.substring(at + 5).strip()));
      }
    }
    return times;
  }
}
