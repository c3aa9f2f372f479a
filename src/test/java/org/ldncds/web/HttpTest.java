package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.ldncds.web.TestRequests.JSON;
import static org.ldncds.web.TestRequests.bytes;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The running service, for tests that call it over real HTTP. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class HttpTest {

  static final HttpClient CLIENT = HttpClient.newHttpClient();
  static final String SERVICE = "/cds-services/naltrexone-order-sign";

  @LocalServerPort private int port;

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  static HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    return CLIENT.send(request, BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> post(String path, byte[] body, String type)
      throws IOException, InterruptedException {
    return send(
        request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)).build());
  }

  HttpResponse<byte[]> post(JsonNode body) throws IOException, InterruptedException {
    return post(SERVICE, bytes(body), "application/json");
  }

  JsonNode cards(JsonNode body) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = post(body);
    assertEquals(
        200, response.statusCode(), () -> new String(response.body(), StandardCharsets.UTF_8));
    assertEquals("no-store", response.headers().firstValue("Cache-Control").orElse(""));
    return StrictAnswer.read(response.body()).get("cards");
  }

  static void outcome(int status, String field, HttpResponse<byte[]> response) {
    String body = new String(response.body(), StandardCharsets.UTF_8);
    assertEquals(status, response.statusCode(), body);
    JsonNode outcome = JSON.readTree(response.body());
    ApiSchemas.requireFits("OperationOutcome", outcome);
    if (!field.isEmpty()) {
      assertEquals(field, outcome.get("issue").get(0).get("expression").get(0).asString());
    }
    assertFalse(body.contains("Exception") || body.contains("at org."), body);
  }
}
