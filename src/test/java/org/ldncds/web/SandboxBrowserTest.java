package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.JSON;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.oxycodone;
import static org.ldncds.web.TestRequests.prefetch;
import static org.ldncds.web.TestRequests.searchset;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A page of another origin in a real browser, which calls the service as the reference sandbox
 * does. That client shows every failure as "all clear", so none may fail.
 */
@Chromium.Required
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxBrowserTest extends ConformanceRows {

  private static final Map<String, String> FILES =
      Map.of(
          "/", "/sandbox/index.html",
          "/client.js", "/sandbox/client.js",
          "/marked.min.js", "/META-INF/resources/webjars/marked/12.0.2/marked.min.js");

  /** Of the form the sandbox sends: ES384, its name, its key; signed by nobody. */
  private static final String TOKEN =
      "eyJhbGciOiJFUzM4NCIsInR5cCI6IkpXVCIsImtpZCI6IjQ0ODIzZjNkIn0.eyJpc3MiOiJodHRwczovL3NhbmRib3guY2RzLWhvb2tzLm9yZyJ9.AAAA";

  private static final String EVERY_HOOK = "order-sign order-select patient-view";

  @SuppressWarnings("NullAway.Init")
  private Chromium browser;

  @SuppressWarnings("NullAway.Init")
  private HttpServer pages;

  @BeforeAll
  void open() throws IOException {
    pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    pages.createContext(
        "/",
        exchange -> {
          String file = FILES.get(exchange.getRequestURI().getPath());
          try (InputStream in =
              file == null ? null : SandboxBrowserTest.class.getResourceAsStream(file)) {
            byte[] body = in == null ? new byte[0] : in.readAllBytes();
            String type = file != null && file.endsWith("html") ? "text/html" : "text/javascript";
            exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
            exchange.sendResponseHeaders(
                in == null ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    pages.start();
    browser = new Chromium();
    browser.driver().manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
    browser.driver().get("http://localhost:" + pages.getAddress().getPort() + "/");
  }

  @AfterAll
  void close() {
    browser.close();
    pages.stop(0);
  }

  private String base() {
    return request(DISCOVERY).build().uri().toString();
  }

  private JsonNode run(String script, Object... arguments) {
    Object answer =
        browser
            .driver()
            .executeAsyncScript(
                "const done = arguments[arguments.length - 1]; const args = arguments;"
                    + script
                    + ".then(x => done(JSON.stringify(x)), fault => done(JSON.stringify({fault: String(fault)})));",
                arguments);
    JsonNode result = JSON.readTree(String.valueOf(answer));
    assertFalse(result.has("fault"), result::toString);
    return result;
  }

  private JsonNode play(String hooks, @Nullable ObjectNode order, ObjectNode... list) {
    ObjectNode story = JSON.createObjectNode();
    story.put("patientId", TestRequests.PATIENT);
    List.of(hooks.split(" ", -1)).forEach(story.withArray("hooks")::add);
    if (order != null) {
      story.set("order", order);
    }
    ObjectNode known = prefetch(TestRequests.naltrexone());
    known.set("medicationRequests", searchset(list));
    story.set("prefetch", known);
    return run("play(args[0], args[1], JSON.parse(args[2]))", base(), TOKEN, story.toString());
  }

  private static ObjectNode order() {
    ObjectNode order = TestRequests.draft("Naltrexone 1 mg oral capsule");
    order.put("id", "request-123");
    order.putObject("category").putArray("coding").addObject().put("code", "outpatient");
    ObjectNode dosage = (ObjectNode) order.at("/dosageInstruction/0");
    dosage
        .putArray("doseAndRate")
        .addObject()
        .set("doseQuantity", json("{'value':1,'unit':'{pill}'}"));
    return order;
  }

  private List<WebElement> shown(String selector) {
    return browser.driver().findElements(By.cssSelector("#cards " + selector));
  }

  private static void allAnswered(JsonNode played) {
    played
        .get("exchanges")
        .forEach(exchange -> assertEquals(200, exchange.get("status").asInt(), exchange::toString));
    assertEquals(played.get("hooks").size() + 1, played.get("exchanges").size());
  }

  @Test
  void allServicesAreAskedAtOnceFromAnotherOrigin() {
    JsonNode played = play(EVERY_HOOK, order(), oxycodone());
    allAnswered(played);
    assertTrue(played.get("hooks").toString().contains("order-sign"), played::toString);
    assertEquals("critical", shown("section").get(0).getDomAttribute("class"));
    assertFalse(shown("section[data-topic=OpioidConflict] .detail table tr td").isEmpty());
    assertFalse(shown("section[data-topic=OpioidConflict] .detail strong").isEmpty());
    assertFalse(shown("section[data-topic=OpioidConflict] option").isEmpty());
  }

  @Test
  void rawHtmlOfARecordStaysText() {
    ObjectNode record = oxycodone();
    ObjectNode concept = record.putObject("medicationCodeableConcept");
    concept.put(
        "text",
        "oxycodone <img src=x onerror=document.title='owned'> [x](javascript:alert(1)) <b>b</b> | c | https://evil.example");
    ObjectNode order = order();
    ((ObjectNode) order.get("medicationCodeableConcept"))
        .put("text", "naltrexone <script>document.title='owned'</script> 1 mg <u>capsule</u>");
    allAnswered(play(EVERY_HOOK, order, record));
    assertFalse(shown("section[data-topic=OpioidConflict]").isEmpty());
    assertEquals(List.of(), shown(".detail img, .detail script, .detail b, .detail u"));
    for (WebElement link : shown(".detail a")) {
      String target = Objects.requireNonNullElse(link.getDomAttribute("href"), "");
      assertTrue(target.contains("/titration-plan?"), target);
    }
    assertFalse(Objects.equals("owned", browser.driver().getTitle()));
    assertTrue(shown(".detail").get(0).getText().contains("<img src=x"), "it is shown as typed");
  }

  @Test
  void anOrderSignedBeforeADrugIsChosenIsNotAllClear() {
    ObjectNode order = order();
    order.remove("medicationCodeableConcept");
    order.remove("intent");
    allAnswered(play("order-sign", order));
    assertEquals("CheckIncomplete", shown("section").get(0).getDomAttribute("data-topic"));
  }

  @Test
  void aTabClickedAgainIsToldWhatIsMissing() {
    JsonNode played = play("order-sign order-select", null);
    assertTrue(played.get("exchanges").size() > 1, played::toString);
    for (JsonNode exchange : played.get("exchanges")) {
      if (exchange.hasNonNull("hook")) {
        assertEquals(400, exchange.get("status").asInt());
        JsonNode outcome = JSON.readTree(exchange.get("text").asString());
        assertEquals("context.draftOrders", outcome.at("/issue/0/expression/0").asString());
      }
    }
  }

  @Test
  void whatBecameOfACardIsTaken() {
    JsonNode played = play("order-sign", order(), oxycodone());
    JsonNode answers =
        run(
            "feedback(args[0], args[1], JSON.parse(args[2]))",
            base(),
            TOKEN,
            played.get("cards").get(0).toString());
    answers.forEach(answer -> assertEquals(200, answer.get("status").asInt(), answer::toString));
    assertEquals(2, answers.size());
  }
}
