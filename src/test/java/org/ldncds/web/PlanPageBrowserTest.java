package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.naltrexone;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;
import tools.jackson.databind.JsonNode;

/** The printable plan as people see it: on a phone, on a desk, on paper, in light and in dark. */
@Chromium.Required
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlanPageBrowserTest extends HttpTest {

  private final LocalDate start = LocalDate.now(ZoneOffset.UTC).plusDays(3);
  private static final double[] A4 = {8.27, 11.69};
  private static final double[] LETTER = {8.5, 11};

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

  /** Everything the page asks for is there and allowed by its policy. */
  @AfterEach
  void nothingWasRefused() {
    List<String> complaints =
        browser.driver().manage().logs().get(LogType.BROWSER).getAll().stream()
            .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
            .map(entry -> entry.getMessage())
            .filter(message -> !message.contains("status of 400"))
            .toList();
    assertEquals(List.of(), complaints);
  }

  private ChromeDriver go(String query) {
    browser.driver().get(request("/titration-plan" + query).build().uri().toString());
    return browser.driver();
  }

  /** The link of the plan's card where it has one, else the address as a card would make it. */
  private String queryOfTheCard() throws Exception {
    for (JsonNode card : cards(naltrexone())) {
      for (JsonNode link : card.path("links")) {
        String url = link.get("url").asString();
        if (url.contains("/titration-plan?")) {
          return url.substring(url.indexOf('?'));
        }
      }
    }
    return "?protocol=half-step&start=" + start;
  }

  private void requireNoFaultOfAccess() {
    assertEquals(List.of(), new AxeBuilder().analyze(browser.driver()).getViolations());
  }

  private void requireNoSidewaysScroll(int width) {
    Object right =
        browser
            .driver()
            .executeScript(
                "return Math.max(document.documentElement.scrollWidth,"
                    + " ...Array.from(document.querySelectorAll('main *'))"
                    + ".map(e => Math.ceil(e.getBoundingClientRect().right)))");
    assertTrue(right instanceof Number most && most.intValue() <= width, right + " > " + width);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    "phone, 360, 800, light, narrow",
    "phone, 360, 800, dark, narrow",
    "desk, 1280, 900, light, wide",
    "desk, 1280, 900, dark, wide"
  })
  void thePlanOfACardIsReadable(String device, int width, int height, String scheme, String chart)
      throws Exception {
    browser.window(width, height, device.equals("phone"), scheme);
    ChromeDriver page = go(queryOfTheCard());
    assertTrue(page.findElement(By.tagName("h1")).getText().endsWith("mg"), page.getTitle());
    for (String each : List.of("narrow", "wide")) {
      assertEquals(
          each.equals(chart), page.findElement(By.cssSelector("svg.chart-" + each)).isDisplayed());
    }
    assertTrue(page.findElement(By.cssSelector("svg.chart-" + chart)).getRect().height > 100);
    assertEquals(
        scheme.equals("dark"),
        page.findElement(By.tagName("main"))
            .getCssValue("background-color")
            .contains("19, 33, 38"));
    browser.screenshot("plan-" + device + "-" + scheme);
    requireNoSidewaysScroll(width);
    requireNoFaultOfAccess();
  }

  static Stream<String> protocols() {
    return TestPipeline.KNOWLEDGE.protocols().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void everyProtocolFitsAPhoneAndOneSheetOfPaper(String protocol) throws Exception {
    browser.window(360, 800, true, "dark");
    // a start at the end of a week takes one week more of calendar
    LocalDate sunday = start.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
    go("?protocol=" + protocol + "&start=" + sunday);
    requireNoSidewaysScroll(360);
    byte[] sheet = browser.print(A4[0], A4[1]);
    Chromium.keep(sheet, "plan-" + protocol);
    assertEquals(1, Chromium.pages(sheet));
    assertEquals(1, Chromium.pages(browser.print(LETTER[0], LETTER[1])));
  }

  @Tag("proof")
  @ParameterizedTest
  @MethodSource("protocols")
  void everyPlanThereIsFitsOneSheet(String protocol) throws Exception {
    browser.window(1280, 900, false, "light");
    List<String> doses =
        Stream.concat(
                Stream.of(""),
                Objects.requireNonNull(TestPipeline.KNOWLEDGE.protocols().get(protocol))
                    .doses()
                    .stream()
                    .map(dose -> dose.milligrams().toPlainString())
                    .filter(dose -> !dose.equals("4.5")))
            .toList();
    int printed = 0;
    int most = Integer.getInteger("proof.cases", 0);
    for (String more : List.of("", "&liquid=true", "&morning=true", "&liquid=true&morning=true")) {
      for (String dose : doses) {
        for (int day = 0; day < 7; day++) {
          if (most > 0 && printed * 250 >= most) {
            return;
          }
          go("?protocol=" + protocol + "&start=" + start.plusDays(day) + "&dose=" + dose + more);
          for (double[] paper : List.of(A4, LETTER)) {
            assertEquals(
                1,
                Chromium.pages(browser.print(paper[0], paper[1])),
                () -> String.valueOf(browser.driver().getCurrentUrl()));
          }
          printed++;
        }
      }
    }
  }

  @Test
  void aSecondSheetWouldBeSeen() {
    browser.window(1280, 900, false, "light");
    ChromeDriver page = go("?protocol=half-step&start=" + start);
    page.executeScript("document.querySelector('main').append(document.querySelector('.pair'))");
    assertEquals(1, Chromium.pages(browser.print(A4[0], A4[1])));
    page.executeScript(
        "document.querySelector('main').append(document.querySelector('.calendar').cloneNode(true),"
            + " document.querySelector('.graph').cloneNode(true))");
    assertEquals(2, Chromium.pages(browser.print(A4[0], A4[1])));
  }

  @ParameterizedTest
  @CsvSource({"light", "dark"})
  void theFormLeadsToAPlan(String scheme) throws Exception {
    browser.window(360, 800, true, scheme);
    ChromeDriver page = go("");
    browser.screenshot("plan-form-" + scheme);
    requireNoSidewaysScroll(360);
    requireNoFaultOfAccess();
    page.findElement(By.cssSelector("input[value='capsule-1.5mg-14day']")).click();
    page.findElement(By.id("dose")).sendKeys("1.5");
    page.findElement(By.cssSelector("input[name='morning']")).click();
    page.findElement(By.cssSelector("button")).click();
    while (!String.valueOf(page.getCurrentUrl()).contains("protocol=")) {
      Thread.onSpinWait();
    }
    assertEquals("From 3 mg to 4.5 mg", page.findElement(By.tagName("h1")).getText());
    assertTrue(page.findElement(By.className("facts")).getText().contains("in the morning"));
  }

  @Test
  void aFaultStandsBesideItsFieldAndTheFormStaysThere() throws Exception {
    browser.window(360, 800, true, "light");
    ChromeDriver page = go("?protocol=half-step&start=" + start + "&dose=9");
    assertTrue(page.findElement(By.className("faults")).getText().contains("4.5 mg or more"));
    assertEquals("9", page.findElement(By.id("dose")).getDomProperty("value"));
    browser.screenshot("plan-fault-light");
    requireNoSidewaysScroll(360);
    requireNoFaultOfAccess();
  }
}
