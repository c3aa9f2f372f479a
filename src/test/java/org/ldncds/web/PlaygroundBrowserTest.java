package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/** Stories played in a real browser, from the choice of a patient to what becomes of the cards. */
@Chromium.Required
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlaygroundBrowserTest extends HttpTest {

  private static final Path IMAGES = Path.of("src/docs/images");

  @SuppressWarnings("NullAway.Init")
  private Chromium browser;

  @SuppressWarnings("NullAway.Init")
  private ChromeDriver page;

  private int width;

  @BeforeAll
  void open() throws IOException {
    browser = new Chromium();
    page = browser.driver();
  }

  @AfterAll
  void close() {
    browser.close();
  }

  /** Everything the page asks for is there and allowed by its policy. */
  @AfterEach
  void nothingWasRefused() {
    List<String> complaints =
        page.manage().logs().get(LogType.BROWSER).getAll().stream()
            .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
            .map(entry -> entry.getMessage())
            .filter(message -> !message.contains("status of 400"))
            .toList();
    assertEquals(List.of(), complaints);
  }

  private void window(String device, String scheme) {
    boolean phone = device.equals("phone");
    width = phone ? 390 : 1440;
    browser.window(width, phone ? 844 : 900, phone, scheme);
  }

  private void go(String query) {
    page.get(request("/" + query).build().uri().toString());
  }

  /** By hand, as a visitor who knows no addresses. */
  private void choose(String story) {
    go("");
    choose("story", story);
    click(page.findElement(By.cssSelector("#open button")));
  }

  /** Clicks and waits for the page that follows. */
  private void click(WebElement button) {
    page.executeScript("document.documentElement.dataset.old = 'yes'");
    button.click();
    waitForTheNextPage();
  }

  private void waitForTheNextPage() {
    waitFor(
        "return document.readyState === 'complete' && document.documentElement.dataset.old !== 'yes'");
  }

  private void waitFor(String script) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!Boolean.TRUE.equals(page.executeScript(script))) {
      assertTrue(System.nanoTime() < deadline, script);
      Thread.onSpinWait();
    }
  }

  private void sign() {
    click(page.findElement(By.cssSelector(".panel > button.sign")));
  }

  private void choose(String field, String value) {
    page.findElement(By.cssSelector("#" + field + " option[value='" + value + "']")).click();
  }

  /** A service that has only begun may not fetch within its time limit, and says so. */
  private void signed() {
    sign();
    for (int again = 0; again < 10 && answer().contains("record system too slow"); again++) {
      sign();
    }
  }

  private List<String> indicators() {
    return page
        .findElements(By.cssSelector("article.card .indicator > span:first-of-type"))
        .stream()
        .map(WebElement::getText)
        .toList();
  }

  private String answer() {
    return page.findElement(By.id("answer")).getText();
  }

  private void requireReadable(String state) throws IOException {
    browser.screenshot("playground-" + state);
    assertEquals(List.of(), new AxeBuilder().analyze(page).getViolations(), state);
    Object right = page.executeScript("return document.documentElement.scrollWidth");
    assertTrue(right instanceof Number most && most.intValue() <= width, right + " > " + width);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    "desktop, light, prefetch",
    "desktop, dark, fetch",
    "phone, light, fetch",
    "phone, dark, prefetch"
  })
  void threeStories(String device, String scheme, String data) throws IOException {
    window(device, scheme);
    String shot = "-" + device + "-" + scheme;

    choose("short-acting-opioid-current");
    requireReadable("start" + shot);
    choose("data", data);
    signed();
    assertEquals(List.of("Critical"), indicators());
    assertEquals("answer-title", page.switchTo().activeElement().getDomAttribute("id"));
    requireReadable("critical" + shot);
    page.findElement(By.cssSelector(".dismiss option[value='record-outdated']")).click();
    click(page.findElement(By.cssSelector(".dismiss button")));
    assertTrue(answer().contains("Dismissed: The record is out of date"), answer());
    assertTrue(answer().contains("was told the reason (200)"), answer());
    requireReadable("dismissed" + shot);

    choose("fibromyalgia-start-at-4-5-mg");
    choose("data", data);
    signed();
    assertEquals(List.of("Warning", "Warning"), indicators());
    requireReadable("warning" + shot);
    click(page.findElement(By.cssSelector(".suggestions button.first")));
    assertTrue(answer().contains("was told the acceptance (200)"), answer());
    assertFalse(page.findElements(By.cssSelector(".changes ins")).isEmpty());
    requireReadable("accepted" + shot);
    if (answer().contains("record system too slow")) {
      signed();
    }
    assertTrue(answer().contains("Nothing to say"), answer());

    choose("amoxicillin");
    choose("data", data);
    signed();
    assertEquals(List.of(), indicators());
    assertTrue(page.findElement(By.className("silence")).isDisplayed());
    requireReadable("silent" + shot);
  }

  @Test
  void thePlanOfACardOpens() {
    window("desktop", "light");
    go("?story=methadone-years-ago");
    sign();
    String plan =
        page.findElement(By.cssSelector(".links a[href*='/titration-plan']"))
            .getDomAttribute("href");
    String path = plan == null ? "" : plan.substring(plan.indexOf("/titration-plan"));
    page.get(request(path).build().uri().toString());
    assertTrue(page.findElement(By.tagName("h1")).getText().endsWith("mg"), path);
  }

  @ParameterizedTest
  @CsvSource({"desktop, light", "phone, dark"})
  void aFaultStandsBesideItsFieldWhichHasTheFocus(String device, String scheme) throws IOException {
    window(device, scheme);
    go("?story=amoxicillin&how=written");
    page.findElement(By.id("drug")).sendKeys("naltrexone");
    page.findElement(By.id("dose")).sendKeys("4,5");
    sign();
    assertTrue(page.findElement(By.id("dose-fault")).getText().contains("Maybe 4.5?"));
    assertEquals("dose", page.switchTo().activeElement().getDomAttribute("id"));
    assertEquals("4,5", page.findElement(By.id("dose")).getDomProperty("value"));
    requireReadable("fault-" + device + "-" + scheme);
    page.findElement(By.id("dose")).clear();
    page.findElement(By.id("dose")).sendKeys("4.5");
    sign();
    assertFalse(indicators().isEmpty());
  }

  @Test
  void namesAreSuggestedAsOneTypesAndTheButtonFollowsTheHook() {
    window("desktop", "light");
    go("?story=amoxicillin&how=written");
    page.findElement(By.id("drug")).sendKeys("subox");
    waitFor("return document.querySelector('#drugs option[value=buprenorphine]') !== null");
    choose("hook", "patient-view");
    assertEquals("Open the chart", page.findElement(By.cssSelector(".panel > .sign")).getText());
  }

  @Test
  void theKeyboardAloneIsEnough() {
    window("desktop", "light");
    go("?story=short-acting-opioid-current");
    page.executeScript("document.documentElement.dataset.old = 'yes'");
    page.findElement(By.id("dialect")).sendKeys(Keys.TAB);
    page.switchTo().activeElement().sendKeys(Keys.ENTER);
    waitForTheNextPage();
    assertEquals(List.of("Critical"), indicators());
  }

  /** The pictures of the README, drawn anew with -Ddocs.write=true. */
  @ParameterizedTest
  @CsvSource({"desktop", "phone"})
  void itsPicturesAreThere(String device) throws IOException {
    Path image = IMAGES.resolve("playground-" + device + ".png");
    if (Boolean.getBoolean("docs.write")) {
      window(device, "light");
      go("?story=short-acting-opioid-current");
      sign();
      browser.screenshot("playground-" + device);
      Files.copy(
          Path.of("target/screenshots/playground-" + device + ".png"),
          image,
          StandardCopyOption.REPLACE_EXISTING);
    }
    assertTrue(Files.size(image) < 400_000, image.toString());
  }
}
