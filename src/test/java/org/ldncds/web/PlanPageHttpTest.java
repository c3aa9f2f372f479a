package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ldncds.clinical.protocol.TitrationProtocol;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.titration.Taking;
import org.ldncds.clinical.titration.TitrationPlan;
import org.ldncds.knowledge.PlanPageWords;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The printable plan over HTTP: every protocol, every parameter, and nothing that is not ours. */
@ExtendWith(OutputCaptureExtension.class)
class PlanPageHttpTest extends HttpTest {

  private final LocalDate start = LocalDate.now(ZoneOffset.UTC).plusDays(3);
  private static final PlanPageWords WORDS = TestPipeline.KNOWLEDGE.planPage();
  private static final Pattern DAY =
      Pattern.compile(
          "<td class=\"tone-\\d[^\"]*\"><span class=\"day\">(\\d+)</span> <b>([\\d.]+)");

  private HttpResponse<byte[]> get(String query, String accept) throws Exception {
    return send(request("/titration-plan" + query).header("Accept", accept).build());
  }

  private String page(int status, String query) throws Exception {
    HttpResponse<byte[]> response = get(query, "text/html,application/xhtml+xml,*/*;q=0.8");
    String page = new String(response.body(), StandardCharsets.UTF_8);
    assertEquals(status, response.statusCode(), page);
    assertEquals(
        "text/html;charset=UTF-8", response.headers().firstValue("Content-Type").orElse(""));
    String policy = response.headers().firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.startsWith("default-src 'none'; style-src 'self'"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertEquals("nosniff", response.headers().firstValue("X-Content-Type-Options").orElse(""));
    assertEquals(
        status == 200 ? "max-age=60" : "no-store",
        response.headers().firstValue("Cache-Control").orElse(""));
    assertTrue(page.contains("<html lang=\"en\">"), page);
    assertFalse(page.contains("<script") || page.contains("style=") || page.contains("th:"), page);
    assertEquals(1, page.split("<h1", -1).length - 1);
    return page;
  }

  private String query(TitrationProtocol protocol) {
    return "?protocol=" + protocol.id() + "&start=" + start;
  }

  static Stream<TitrationProtocol> protocols() {
    return TestPipeline.KNOWLEDGE.protocols().values().stream();
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void everyProtocolFillsAPage(TitrationProtocol protocol) throws Exception {
    String page = page(200, query(protocol));
    TitrationPlan plan = TitrationPlan.above(Dose.ZERO, protocol, start, false, Optional.empty());
    for (TitrationPlan.Step step : plan.steps()) {
      assertTrue(page.contains(">" + WORDS.shortDate(step.firstDay()) + "<"), page);
      assertTrue(page.contains("<td class=\"dose\">" + step.dose() + "</td>"), page);
      step.capsules()
          .counts()
          .forEach(
              count -> assertTrue(page.contains(count.number() + " × " + count.strength()), page));
    }
    plan.capsulesToDispense()
        .forEach(
            (strength, number) ->
                assertTrue(page.contains(">" + number + " capsules of " + strength + "<"), page));
    LocalDate reached = plan.last().firstDay();
    for (int days : new int[] {28, 42, 56}) {
      assertTrue(page.contains(WORDS.longDate(reached.plusDays(days))), days + page);
    }
    assertEquals(2, page.split("<svg ", -1).length - 1);
    for (String said :
        List.of(
            "Not clinically reviewed", "off-label", "compounded", "limited and contradictory")) {
      assertTrue(page.contains(said), said);
    }
    for (String source : protocol.sources()) {
      String title = Objects.requireNonNull(TestPipeline.KNOWLEDGE.citations().get(source)).title();
      assertTrue(page.contains(title), title);
    }
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void theCalendarHasTheDoseOfEveryDayUntilTheReview(TitrationProtocol protocol) throws Exception {
    TitrationPlan plan = TitrationPlan.above(Dose.ZERO, protocol, start, false, Optional.empty());
    LocalDate review = plan.last().firstDay().plusDays(28);
    List<String> expected = new ArrayList<>();
    for (LocalDate day = start; !day.isAfter(review); day = day.plusDays(1)) {
      LocalDate today = day;
      TitrationPlan.Step step =
          plan.steps().stream()
              .filter(s -> !s.firstDay().isAfter(today))
              .reduce((first, second) -> second)
              .orElseThrow();
      expected.add(day.getDayOfMonth() + ": " + step.dose().milligrams().toPlainString());
    }
    List<String> shown = new ArrayList<>();
    Matcher days = DAY.matcher(page(200, query(protocol)));
    while (days.find()) {
      shown.add(days.group(1) + ": " + days.group(2));
    }
    assertEquals(expected, shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "&dose=2|<h1>From 3 mg to 4.5 mg</h1>|going on from 2 mg",
        "&dose=2.5|<h1>From 3 mg to 4.5 mg</h1>|going on from 2.5 mg",
        "&dose=4|<h1>4.5 mg, the last step</h1>|going on from 4 mg",
        "&dose=4.499|<h1>4.5 mg, the last step</h1>|going on from 4.499 mg",
        "&dose=|<h1>From 1 mg to 4.5 mg</h1>|at bedtime",
        "&morning=true|<h1>From 1 mg to 4.5 mg</h1>|Once a day, in the morning",
        "&morning=false|<h1>From 1 mg to 4.5 mg</h1>|Once a day, at bedtime",
        "&alternate-days=true|<strong>Every other day, at bedtime</strong>|1 mg every other day",
        "&liquid=true|<span class=\"part\">4.5 mL</span>| mL of oral liquid, 1 mg/mL"
      })
  void parametersShapeThePlan(String more, String says, String saysToo) throws Exception {
    String page = page(200, "?protocol=standard-1mg&start=" + start + more);
    assertTrue(page.contains(says), page);
    assertTrue(page.contains(saysToo), page);
  }

  @Test
  void everyOtherDayIsFreeWhereTheDoseIsTakenEveryOther() throws Exception {
    TitrationProtocol protocol =
        Objects.requireNonNull(TestPipeline.KNOWLEDGE.protocols().get("standard-1mg"));
    String page = page(200, query(protocol) + "&alternate-days=true");
    List<String> shown = new ArrayList<>();
    Matcher days = Pattern.compile("<td class=\"tone-\\d[^\"]*\">.*?<b>([^<]+)").matcher(page);
    while (days.find()) {
      shown.add(days.group(1));
    }
    assertEquals(List.of("1", "\u2013", "1", "\u2013"), shown.subList(0, 4));
    assertEquals(List.of("1", "\u2013", "2", "\u2013"), shown.subList(12, 16));
    TitrationPlan plan =
        TitrationPlan.above(Dose.ZERO, protocol, start, new Taking(false, true, Optional.empty()));
    plan.capsulesToDispense()
        .forEach(
            (strength, number) ->
                assertTrue(page.contains(">" + number + " capsules of " + strength + "<"), page));
  }

  @Test
  void aLiquidIsDispensedByVolume() throws Exception {
    TitrationProtocol protocol =
        Objects.requireNonNull(TestPipeline.KNOWLEDGE.protocols().get("half-step"));
    String volume =
        TitrationPlan.above(Dose.ZERO, protocol, start, false, Optional.of(BigDecimal.ONE))
            .millilitresToDispense()
            .orElseThrow()
            .toPlainString();
    String page = page(200, query(protocol) + "&liquid=true");
    assertTrue(page.contains(">" + volume + " mL of oral liquid, 1 mg/mL<"), page);
    assertFalse(page.contains("capsules of"), page);
  }

  @Test
  void withoutParametersItAsksForThem() throws Exception {
    String page = page(200, "");
    protocols()
        .forEach(p -> assertTrue(page.contains("name=\"protocol\" value=\"" + p.id()), p.id()));
    assertTrue(page.contains("name=\"start\" type=\"date\""), page);
    assertFalse(page.contains("<svg"), page);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "protocol=standard-1mg|start|First day|is missing",
        "protocol=standard-1mg&start=|start|First day|is missing",
        "start=TODAY|protocol|Protocol|is missing",
        "protocol=standard-2mg&start=TODAY|protocol|Protocol|is not one of our protocols",
        "protocol=standard-1mg&start=2026-02-30|start|First day|is not a date",
        "protocol=standard-1mg&start=24.11.2026|start|First day|is not a date",
        "protocol=standard-1mg&start=tomorrow|start|First day|is not a date",
        "protocol=standard-1mg&start=1900-01-01|start|First day|is too far away",
        "protocol=standard-1mg&start=9999-12-31|start|First day|is too far away",
        "protocol=standard-1mg&start=TODAY&dose=0|dose|Present dose|must be more than 0",
        "protocol=standard-1mg&start=TODAY&dose=-1|dose|Present dose|must be more than 0",
        "protocol=standard-1mg&start=TODAY&dose=4.5|dose|Present dose|is 4.5 mg or more",
        "protocol=standard-1mg&start=TODAY&dose=50|dose|Present dose|is 4.5 mg or more",
        "protocol=standard-1mg&start=TODAY&dose=1e9|dose|Present dose|is not a number",
        "protocol=standard-1mg&start=TODAY&dose=1,5|dose|Present dose|is not a number",
        "protocol=standard-1mg&start=TODAY&dose=NaN|dose|Present dose|is not a number",
        "protocol=standard-1mg&start=TODAY&morning=yes|morning|morning|must be true or false",
        "protocol=standard-1mg&start=TODAY&alternate-days=2|alternate-days|Every other|must be true",
        "protocol=standard-1mg&start=TODAY&liquid=1|liquid|Liquid|must be true or false",
        "protocol=standard-1mg&start=TODAY&start=TODAY|start|First day|stands in the address twice",
        "protocol=standard-1mg&start=TODAY&patient=Canary|patient|patient|is not known here"
      })
  void whatIsWrongStandsBesideItsField(String query, String field, String label, String says)
      throws Exception {
    String asked = "?" + query.replace("TODAY", start.toString());
    String page = page(400, asked);
    String fault = page.substring(page.indexOf("<div class=\"faults\""), page.indexOf("<form"));
    assertTrue(fault.contains(label) && fault.contains(field) && fault.contains(says), fault);
    assertFalse(page.contains("Canary"), page);
    for (String accept : List.of("application/json", "*/*", "application/fhir+json")) {
      HttpResponse<byte[]> response = get(asked, accept);
      outcome(400, field, response);
      assertTrue(new String(response.body(), StandardCharsets.UTF_8).contains(says), says);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=canary>",
        "'-canary-'",
        "${canary}",
        "[[${canary}]]",
        "__${canary}__::.x",
        "\u202ecanary\u0000"
      })
  void markupIsNeitherShownNorRun(String markup, CapturedOutput log) throws Exception {
    String encoded = URLEncoder.encode(markup, StandardCharsets.UTF_8);
    for (String name : List.of("protocol", "start", "dose", "morning", encoded)) {
      String page = page(400, "?" + name + "=" + encoded);
      assertFalse(page.contains("canary") || page.contains("alert("), page);
      HttpResponse<byte[]> answer = get("?" + name + "=" + encoded, "application/json");
      outcome(400, "", answer);
      String body = new String(answer.body(), StandardCharsets.UTF_8);
      assertFalse(body.contains("canary") || body.contains("alert("), body);
    }
    assertFalse(log.getAll().contains("canary"), log.getAll());
  }

  @Test
  void theStylesheetIsOursAndMayBeKept() throws Exception {
    Matcher link =
        Pattern.compile("rel=\"stylesheet\" href=\"(/style-[0-9a-f]+\\.css)\"")
            .matcher(page(200, ""));
    assertTrue(link.find());
    HttpResponse<byte[]> style = send(request(link.group(1)).build());
    assertEquals(200, style.statusCode());
    assertEquals("text/css", style.headers().firstValue("Content-Type").orElse(""));
    assertTrue(style.headers().firstValue("Cache-Control").orElse("").contains("max-age="));
  }

  @Test
  void otherMethodsAreRefused() throws Exception {
    outcome(405, "", send(request("/titration-plan").POST(BodyPublishers.noBody()).build()));
    assertEquals(
        200,
        send(request("/titration-plan").method("HEAD", BodyPublishers.noBody()).build())
            .statusCode());
  }
}
