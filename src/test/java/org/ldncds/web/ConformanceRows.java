package org.ldncds.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.ldncds.web.TestRequests.JSON;
import static org.ldncds.web.TestRequests.bytes;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The running service on the day of the stories, and what the conformance rows ask of it. */
@Import(ConformanceRows.TheDay.class)
abstract class ConformanceRows extends HttpTest {

  static final String DISCOVERY = "/cds-services";
  static final String ORIGIN = "http://localhost:8080";

  /** A clock that stands still, and can be broken. */
  @TestConfiguration
  static class TheDay {
    static volatile boolean broken;

    @Bean
    @Primary
    Clock thatDay() {
      return new Clock() {
        @Override
        public Instant instant() {
          if (broken) {
            throw new IllegalStateException("canary of a patient");
          }
          return Instant.parse("2026-11-23T12:00:00Z");
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };
    }
  }

  List<JsonNode> services() throws IOException, InterruptedException {
    HttpResponse<byte[]> discovery = send(request(DISCOVERY).build());
    assertEquals(200, discovery.statusCode());
    List<JsonNode> services = new ArrayList<>();
    JSON.readTree(discovery.body()).get("services").forEach(services::add);
    return services;
  }

  /** What a browser asks before it lets a page of that origin call. */
  HttpResponse<byte[]> preflight(String path, String origin, String method)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Origin", origin)
            .header("Access-Control-Request-Method", method)
            .header("Access-Control-Request-Headers", "authorization,content-type")
            .method("OPTIONS", BodyPublishers.noBody())
            .build());
  }

  HttpResponse<byte[]> post(String path, JsonNode body) throws IOException, InterruptedException {
    return post(path, bytes(body), "application/json");
  }

  /** Cards whose suggestions hold an order that no validator would let pass. */
  JsonNode cardsOfAnOddOrder(JsonNode body) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = post(body);
    assertEquals(200, answer.statusCode(), () -> new String(answer.body(), UTF_8));
    return JSON.readTree(answer.body()).get("cards");
  }

  static List<String> topics(JsonNode cards) {
    List<String> topics = new ArrayList<>();
    cards.forEach(card -> topics.add(card.at("/source/topic/code").asString()));
    return topics;
  }

  /** The one card of this topic. */
  static JsonNode only(String topic, JsonNode cards) {
    List<JsonNode> found = new ArrayList<>();
    cards.forEach(
        card -> {
          if (card.at("/source/topic/code").asString().equals(topic)) {
            found.add(card);
          }
        });
    assertEquals(1, found.size(), () -> "one card " + topic + " in " + cards);
    return found.get(0);
  }

  /** Cards without what is new each time. */
  static JsonNode withoutUuids(JsonNode cards) {
    if (cards instanceof ObjectNode object) {
      object.remove("uuid");
    }
    cards.forEach(ConformanceRows::withoutUuids);
    return cards;
  }

  static ObjectNode context(ObjectNode request) {
    return (ObjectNode) request.get("context");
  }

  /** An order of a drug this service has nothing to say about. */
  static ObjectNode amoxicillin() {
    ObjectNode request = TestRequests.naltrexone();
    TestRequests.firstDraft(request)
        .set(
            "medicationCodeableConcept",
            JSON.readTree(
                "{\"text\":\"amoxicillin 250 MG Oral Capsule\",\"coding\":[{\"system\":\"http://www.nlm.nih.gov/research/umls/rxnorm\",\"code\":\"308182\"}]}"));
    return request;
  }

  /** Naltrexone for somebody who takes oxycodone. */
  static ObjectNode conflict() {
    ObjectNode request = TestRequests.naltrexone();
    TestRequests.list(request, TestRequests.oxycodone());
    return request;
  }

  static ObjectNode authorization() {
    return TestRequests.json(
        "{'access_token':'t0ken','token_type':'Bearer','expires_in':300,'scope':'patient/*.read','subject':'ldn'}");
  }
}
