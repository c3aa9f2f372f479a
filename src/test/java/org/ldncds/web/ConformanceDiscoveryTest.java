package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.JSON;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** How a client finds the services, and what a browser needs to call them. */
class ConformanceDiscoveryTest extends ConformanceRows {

  private static final Set<String> HOOKS = Set.of("order-sign", "order-select", "patient-view");

  @Conforms(
      id = "T01",
      level = "S",
      says = "Discovery lists typed services; templates use root context and user tokens only")
  void discoveryIsTyped() throws Exception {
    HttpResponse<byte[]> answer = send(request(DISCOVERY).build());
    assertEquals(200, answer.statusCode());
    assertEquals("application/json", answer.headers().firstValue("Content-Type").orElse(""));
    Set<String> ids = new HashSet<>();
    for (JsonNode service : services()) {
      assertTrue(HOOKS.contains(service.get("hook").asString()), service::toString);
      assertTrue(ids.add(service.get("id").asString()), "ids are unique");
      assertTrue(service.get("id").asString().matches("[a-z-]+"), "an id needs no escaping");
      assertTrue(service.get("usageRequirements").isString());
      assertFalse(service.get("prefetch").isEmpty());
      service.get("prefetch").forEach(template -> PrefetchTemplate.of(template.asString()));
    }
    assertTrue(ids.contains("naltrexone-order-sign"));
  }

  @Conforms(
      id = "T02",
      level = "D",
      says = "A slash at the end and a wish for HTML change nothing in discovery")
  void discoveryIsForgiving() throws Exception {
    byte[] plain = send(request(DISCOVERY).build()).body();
    for (String path : List.of(DISCOVERY, DISCOVERY + "/")) {
      HttpResponse<byte[]> answer = send(request(path).header("Accept", "text/html").build());
      assertEquals(200, answer.statusCode());
      assertEquals(JSON.readTree(plain), JSON.readTree(answer.body()));
    }
  }

  @Conforms(id = "T03", level = "D", says = "Wrong methods are answered 405 with Allow")
  void wrongMethods() throws Exception {
    HttpResponse<byte[]> posted =
        send(request(DISCOVERY).POST(BodyPublishers.ofString("{}")).build());
    outcome(405, "", posted);
    assertTrue(posted.headers().firstValue("Allow").orElse("").contains("GET"));
    for (String method : List.of("GET", "DELETE", "PUT", "PATCH")) {
      HttpResponse<byte[]> answer =
          send(request(SERVICE).method(method, BodyPublishers.noBody()).build());
      outcome(405, "", answer);
      assertEquals("POST", answer.headers().firstValue("Allow").orElse(""), method);
    }
  }

  @Conforms(
      id = "T04",
      level = "S",
      says = "A browser page of an allowed origin is told so before it sends who it is")
  void preflightOfAnAllowedOrigin() throws Exception {
    for (String[] call : new String[][] {{DISCOVERY, "GET"}, {SERVICE, "POST"}}) {
      HttpResponse<byte[]> answer = preflight(call[0], ORIGIN, call[1]);
      assertTrue(Set.of(200, 204).contains(answer.statusCode()), "status");
      assertEquals(ORIGIN, answer.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
      String headers = answer.headers().firstValue("Access-Control-Allow-Headers").orElse("");
      assertTrue(headers.contains("authorization") && headers.contains("content-type"), headers);
      assertTrue(
          answer.headers().firstValue("Access-Control-Allow-Methods").orElse("").contains(call[1]));
      assertTrue(answer.headers().firstValue("Access-Control-Allow-Credentials").isEmpty());
      assertTrue(String.join(",", answer.headers().allValues("Vary")).contains("Origin"));
    }
  }

  @Conforms(id = "T05", level = "D", says = "Pages of other origins are not let in")
  void preflightOfAnotherOrigin() throws Exception {
    for (String[] call : new String[][] {{DISCOVERY, "GET"}, {SERVICE, "POST"}}) {
      HttpResponse<byte[]> answer = preflight(call[0], "https://evil.example", call[1]);
      assertTrue(answer.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
      HttpResponse<byte[]> called =
          send(request(DISCOVERY).header("Origin", "https://evil.example").build());
      assertTrue(called.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
    }
  }

  @Conforms(
      id = "T07",
      level = "S",
      says = "Each template is a read or search that US Core servers answer, no parameter twice")
  void templatesAreSearchesOfUsCore() throws Exception {
    for (JsonNode service : services()) {
      service
          .get("prefetch")
          .forEach(template -> PrefetchTemplate.of(template.asString()).requireUsCore());
    }
  }
}
