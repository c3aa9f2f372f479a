package org.ldncds.bench;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.ldncds.web.LdnCdsApplication;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What others do with a request, as figures to hold ours against: a tree of the whole body, and
 * HAPI for every resource in it. As a program it is the same server with these two endpoints, which
 * answer one fixed card.
 */
public final class OtherWays {

  static final String ECHO = "/others/echo";
  static final String TYPICAL = "/others/typical";

  private static final JsonMapper JSON = new JsonMapper();
  private static final FhirContext FHIR = FhirContext.forR4();
  private static final byte[] CARD =
      """
      {"cards":[{"uuid":"4e0a3a1e-3283-4575-ab82-028d55fe2719","summary":"A card","indicator":"info","detail":"A fixed card.","source":{"label":"Benchmark"}}]}"""
          .getBytes(StandardCharsets.UTF_8);

  public static void main(String[] args) {
    new SpringApplication(LdnCdsApplication.class, OtherWays.class).run(args);
  }

  static JsonNode tree(byte[] body) {
    return JSON.readTree(body);
  }

  /** How many resources HAPI parsed. */
  static int parsed(byte[] body) {
    JsonNode request = tree(body);
    int parsed = parsed(request.at("/context/draftOrders"));
    for (JsonNode value : request.get("prefetch")) {
      parsed += parsed(value);
    }
    return parsed;
  }

  private static int parsed(JsonNode value) {
    if (!value.has("resourceType")) {
      return 0;
    }
    IParser parser = FHIR.newJsonParser();
    parser.parseResource(value.toString());
    return 1 + value.path("entry").size();
  }

  @Bean
  RouterFunction<ServerResponse> others() {
    return RouterFunctions.route()
        .POST(ECHO, request -> card(tree(body(request)).size()))
        .POST(TYPICAL, request -> card(parsed(body(request))))
        .build();
  }

  private static byte[] body(ServerRequest request) throws IOException {
    return request.servletRequest().getInputStream().readAllBytes();
  }

  private static ServerResponse card(int parts) {
    return parts == 0
        ? ServerResponse.badRequest().build()
        : ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).body(CARD);
  }
}
