package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** The page about what became of the cards, as people and programs see it, and who is let in. */
@TestPropertySource(properties = "cds.insights.enough=20")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InsightsTest extends HttpTest {

  @Autowired
  @SuppressWarnings("NullAway.Init")
  private DataSource source;

  /** Thirteen weeks of invented cards: DR-9 annoys, OC-2 helps, OC-4 is ignored. */
  @BeforeAll
  void invent() throws Exception {
    send(request("/insights.json").build());
    JdbcClient sql = JdbcClient.create(source);
    Instant now = Instant.now();
    for (int i = 0; i < 240; i++) {
      String rule = List.of("DR-9", "OC-2", "OC-4").get(i % 3);
      boolean conflict = rule.startsWith("OC");
      Instant at = now.minus(i * 9L, ChronoUnit.HOURS);
      sql.sql(
              "insert into card (card, shown_at, service, topic, indicator, dialect, client, knowledge, quieted, silent)"
                  + " values (?, ?, 'naltrexone-order-sign', ?, ?, 'standard', 'clinic', 'v', ?, ?)")
          .params(
              "card-" + i,
              at.atOffset(ZoneOffset.UTC),
              conflict ? "OpioidConflict" : "DoseRange",
              rule.equals("OC-2") ? "critical" : "warning",
              i % 21 == 0,
              i % 40 == 0)
          .update();
      sql.sql("insert into card_rule (card, rule) values (?, ?)")
          .params("card-" + i, rule)
          .update();
      if (!rule.equals("OC-4")) {
        sql.sql(
                "insert into feedback (entry, received_at, service, client, card, outcome, outcome_at, reason_code, reason_display)"
                    + " values (?, ?, 'naltrexone-order-sign', '', ?, ?, ?, ?, ?)")
            .params(
                "entry-" + i,
                at.atOffset(ZoneOffset.UTC),
                "card-" + i,
                conflict || i % 4 == 0 ? "accepted" : "overridden",
                at.plusSeconds(60).atOffset(ZoneOffset.UTC),
                i % 5 == 0 ? "=1+1" : "dose-intended",
                i % 5 == 0 ? "=HYPERLINK(\"x\")<b>" : "")
            .update();
      }
    }
  }

  private HttpResponse<byte[]> get(String path, String accept) throws Exception {
    return send(request(path).header("Accept", accept).build());
  }

  @Test
  void programsGetJsonAndTheSameNumbers() throws Exception {
    HttpResponse<byte[]> answer = get("/insights", "*/*");
    assertEquals("application/json", answer.headers().firstValue("Content-Type").orElse(""));
    assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
    JsonNode json = TestRequests.JSON.readTree(answer.body());
    assertEquals(234, json.get("total").get("shown").asInt());
    assertEquals(80, json.get("byRule").get("OC-2").get("accepted").asInt() + silent("OC-2"));
    assertTrue(json.get("byWeek").size() >= 13, json::toString);
    String verdict = json.get("verdict").asString();
    assertTrue(verdict.startsWith("Annoys most: DR-9, overridden 60 of 78 times (77 %)."), verdict);
    assertTrue(verdict.contains("Helps most: OC-2, taken over 78 of 78 times (100 %)."), verdict);
    assertEquals(json, TestRequests.JSON.readTree(get("/insights.json", "*/*").body()));
    JsonNode month = TestRequests.JSON.readTree(get("/insights.json?days=28", "*/*").body());
    assertTrue(month.get("total").get("shown").asInt() < 80, month.toString());
  }

  private int silent(String rule) {
    return JdbcClient.create(source)
        .sql(
            "select count(*) from card c join card_rule r on r.card = c.card where silent and rule = ?")
        .param(rule)
        .query(Integer.class)
        .single();
  }

  @Test
  void theTableForSpreadsheetsHoldsNoFormula() throws Exception {
    HttpResponse<byte[]> answer = get("/insights.csv", "*/*");
    assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("text/csv"));
    String csv = new String(answer.body(), StandardCharsets.UTF_8);
    assertTrue(csv.startsWith("by,key,"), csv);
    assertTrue(csv.contains("rule,OC-4,"), csv);
    assertTrue(csv.contains("'=1+1"), csv);
    assertFalse(csv.contains(",=") || csv.contains("\n="), csv);
  }

  @Test
  void thePageSaysWhatIsWhatAndEscapesReasonsOfOthers() throws Exception {
    String page = new String(get("/insights", "text/html").body(), StandardCharsets.UTF_8);
    assertTrue(page.contains("Annoys most: DR-9"), page);
    assertTrue(page.contains("This dose is intended"), page);
    assertTrue(page.contains("&lt;b&gt;") && !page.contains(")<b>"), page);
    assertTrue(page.contains("Recorded in silence"), page);
  }

  /** As it looks. */
  @Nested
  @Chromium.Required
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class InABrowser {

    @SuppressWarnings("NullAway.Init")
    private Chromium browser;

    @BeforeAll
    void open() throws IOException {
      browser = new Chromium();
    }

    @AfterAll
    void close() {
      browser.close();
    }

    @ParameterizedTest(name = "{0} {3}")
    @CsvSource({
      "phone, 360, 800, light",
      "phone, 360, 800, dark",
      "desk, 1280, 900, light",
      "desk, 1280, 900, dark"
    })
    void itIsReadable(String device, int width, int height, String scheme) throws Exception {
      browser.window(width, height, device.equals("phone"), scheme);
      ChromeDriver page = browser.driver();
      page.get(request("/insights").build().uri().toString());
      browser.screenshot("insights-" + device + "-" + scheme);
      String chart = device.equals("phone") ? "narrow" : "wide";
      assertTrue(page.findElement(By.cssSelector("svg.chart-" + chart)).getRect().height > 100);
      assertEquals(List.of(), new AxeBuilder().analyze(page).getViolations());
      Object right = page.executeScript("return document.documentElement.scrollWidth");
      assertTrue(right instanceof Number most && most.intValue() <= width, right + " > " + width);
      assertTrue(
          page.findElements(By.cssSelector("svg.chart-" + chart + " .part-accepted")).size() > 5);
    }
  }
}
