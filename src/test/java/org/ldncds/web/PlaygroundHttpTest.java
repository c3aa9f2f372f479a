package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The playground by plain forms, as a browser without JavaScript sends them. */
class PlaygroundHttpTest extends HttpTest {

  private static final Pattern SUMMARY = Pattern.compile("<h3 id=\"card-[^\"]*\">([^<]*)<");
  private static final String WRITTEN = "&hook=order-sign&how=written&story=amoxicillin";

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private HttpResponse<byte[]> form(String path, String fields) throws Exception {
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "text/html")
            .POST(BodyPublishers.ofString(fields))
            .build());
  }

  private String sign(String fields) throws Exception {
    HttpResponse<byte[]> answer = form("/", fields);
    assertEquals(200, answer.statusCode(), () -> text(answer));
    return text(answer);
  }

  /** A service that has only begun may not fetch within its time limit, and says so. */
  private String fetched(String fields) throws Exception {
    String page = sign(fields + "&data=fetch");
    for (int again = 0; again < 10 && page.contains("record system too slow"); again++) {
      page = sign(fields + "&data=fetch");
    }
    return page;
  }

  private static List<String> all(Pattern pattern, String page) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(page);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static String first(String pattern, String page) {
    List<String> found = all(Pattern.compile(pattern), page);
    assertFalse(found.isEmpty(), pattern + " in " + page);
    return HtmlUtils.htmlUnescape(found.get(0));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Test
  void theFirstVisitShowsAStoryThatIsReadyToSign() throws Exception {
    HttpResponse<byte[]> answer = send(request("/").build());
    assertEquals(200, answer.statusCode());
    assertTrue(text(answer).contains("Nora Lindqvist"), text(answer));
    assertTrue(text(answer).contains("Nothing was sent yet"));
    String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.contains("script-src 'self'") && !policy.contains("unsafe"), policy);
    assertFalse(Pattern.compile("\\sstyle=|\\son[a-z]+=\"|<style").matcher(text(answer)).find());
  }

  @Test
  void aLinkOpensAStory() throws Exception {
    String page =
        text(send(request("/?story=methadone-years-ago&data=fetch&dialect=epic").build()));
    assertTrue(page.contains("Kwabena Asante-Doyle"), page);
    assertTrue(page.contains("value=\"fetch\" selected"), page);
    assertTrue(page.contains("value=\"epic\" selected"), page);
  }

  @Test
  void anUnknownStoryIsSaidBesideTheChoice() throws Exception {
    HttpResponse<byte[]> answer = send(request("/?story=%3Cb%3E").build());
    assertEquals(400, answer.statusCode());
    assertTrue(text(answer).contains("id=\"story-fault\""));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "short-acting-opioid-current, order-sign",
    "fibromyalgia-start-at-4-5-mg, order-sign",
    "opioid-for-a-patient-with-depot-naltrexone, order-sign",
    "tramadol-chosen-beside-unsigned-naltrexone, order-select",
    "both-current-when-the-chart-is-opened, patient-view"
  })
  void whatTheServiceFetchesGivesTheSameCardsAsPrefetch(String story, String hook)
      throws Exception {
    String fields = "story=" + story + "&hook=" + hook;
    List<String> sent = all(SUMMARY, sign(fields + "&data=prefetch"));
    assertFalse(sent.isEmpty());
    String page = fetched(fields);
    assertEquals(sent, all(SUMMARY, page));
    assertTrue(page.contains("&quot;fhirServer&quot;"), page);
    assertFalse(page.contains("&quot;prefetch&quot;"), page);
  }

  @Test
  void everyStorysCardsAreThoseThatItsOwnRequestBrings() throws Exception {
    for (SeedStory story : SeedStory.all()) {
      String path = "/cds-services/naltrexone-" + story.hook();
      JsonNode own =
          TestRequests.JSON.readTree(
              post(path, SeedStory.bytes(story.request()), "application/json").body());
      List<String> summaries =
          own.get("cards").valueStream().map(c -> c.get("summary").asString()).toList();
      String page = sign("story=" + story.name() + "&hook=" + story.hook());
      assertEquals(
          summaries,
          all(SUMMARY, page).stream().map(HtmlUtils::htmlUnescape).toList(),
          story.name());
    }
  }

  @Test
  void silenceIsSaidPlainly() throws Exception {
    String page = sign("story=amoxicillin&hook=order-sign");
    assertTrue(page.contains("Nothing to say"), page);
    assertEquals(List.of(), all(SUMMARY, page));
  }

  @Test
  void stagesAndTheCurlLineAreShown() throws Exception {
    String page = sign("story=short-acting-opioid-current&hook=order-sign");
    for (String stage : List.of("read", "fetch", "facts", "checks", "plans", "cards", "write")) {
      assertTrue(page.contains("<dt>" + stage + "</dt>"), stage);
    }
    assertTrue(page.contains("curl -s -H"), page);
  }

  @Test
  void epicIsSpokenToAsEpic() throws Exception {
    String fields = "story=fibromyalgia-start-at-4-5-mg&hook=order-sign";
    String standard = sign(fields);
    String epic = sign(fields + "&dialect=epic");
    assertEquals(all(SUMMARY, standard), all(SUMMARY, epic));
    assertTrue(standard.contains("recommended"), standard);
    assertFalse(epic.contains("recommended"), epic);
    HttpResponse<byte[]> unknown =
        post(
            SERVICE + "?dialect=klingon",
            TestRequests.bytes(TestRequests.naltrexone()),
            "application/json");
    outcome(400, "", unknown);
  }

  @ParameterizedTest(name = "{0} is at fault: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "drug|&dose=1|Name the drug",
        "dose|&drug=naltrexone|Type an amount",
        "dose|&drug=naltrexone&dose=abc|is no amount",
        "dose|&drug=naltrexone&dose=4,5|Maybe 4.5?",
        "dose|&drug=naltrexone&dose=-1|is no amount",
        "dose|&drug=naltrexone&dose=0|Type an amount above 0",
        "unit|&drug=naltrexone&dose=1&unit=stone|Choose one of mg",
        "timing|&drug=naltrexone&dose=1&timing=often|Choose how often",
        "hook|&drug=naltrexone&dose=1&hook=other&data=x|No service answers",
        "json|&how=json|Paste a MedicationRequest",
        "json|&how=json&json=%7B%22a%22|This is no JSON. Look at line 1",
        "json|&how=json&json=%7B%22a%22:1,%22a%22:2%7D|stands twice",
        "json|&how=json&json=%5B1%5D|An order is a JSON object",
        "json|&how=json&json=%7B%7D|resourceType is missing",
        "json|&how=json&json=%7B%22resourceType%22:%22Patient%22%7D|Patient is no order",
        "json|&how=json&json=%5B%5D|There is no order in it",
        "how|&how=other|one of three",
        "how|&how=story&story=step-is-due-when-the-chart-is-opened|holds no order"
      })
  void aFaultStandsBesideItsField(String field, String fields, String says) throws Exception {
    String base = WRITTEN;
    for (String name : List.of("hook", "how", "story")) {
      base =
          fields.contains("&" + name + "=") ? base.replaceFirst("&" + name + "=[^&]*", "") : base;
    }
    HttpResponse<byte[]> answer = form("/", "dialect=standard" + base + fields);
    assertEquals(400, answer.statusCode(), () -> text(answer));
    String fault = first("(?s)id=\"" + field + "-fault\"[^>]*>([^<]*)<", text(answer));
    assertTrue(fault.contains(says), fault);
    assertTrue(text(answer).contains("autofocus"), "the first fault has the focus");
  }

  @Test
  void whatWasTypedIsKept() throws Exception {
    HttpResponse<byte[]> answer =
        form("/", "a=b" + WRITTEN + "&drug=" + encoded("a<b>&\"c") + "&dose=4x&sig=nightly");
    assertEquals(400, answer.statusCode());
    assertTrue(text(answer).contains("value=\"a&lt;b&gt;&amp;&quot;c\""), text(answer));
    assertTrue(text(answer).contains("value=\"4x\""));
    assertTrue(text(answer).contains(">nightly</textarea>"));
  }

  @Test
  void aWrittenOrderIsJudged() throws Exception {
    String page = sign("a=b" + WRITTEN + "&drug=naltrexone&dose=45&unit=mg&timing=bedtime");
    assertTrue(all(SUMMARY, page).toString().contains("45 mg"), page);
    String brand = sign("a=b" + WRITTEN + "&drug=Suboxone&dose=8&unit=mg&timing=daily");
    assertTrue(all(SUMMARY, brand).toString().contains("it blocks buprenorphine"), brand);
  }

  @Test
  void hostileTextOfARecordStaysText() throws Exception {
    ObjectNode order =
        TestRequests.json(
            "{'resourceType':'MedicationRequest','intent':'order','medicationCodeableConcept':{},'dosageInstruction':[{'text':'45 mg daily'}]}");
    ((ObjectNode) order.get("medicationCodeableConcept"))
        .put(
            "text",
            "naltrexone <img src=x onerror=alert(1)> ![p](http://evil.example/p) [l](javascript:alert(1)) 45 mg");
    String page =
        sign("story=amoxicillin&hook=order-sign&how=json&json=" + encoded(order.toString()));
    assertFalse(all(SUMMARY, page).isEmpty(), page);
    assertFalse(page.contains("<img src=x"), page);
    assertFalse(page.contains("src=\"http://evil"), page);
    assertFalse(page.contains("href=\"javascript"), page);
  }

  @Test
  void theServicesRefusalIsShown() throws Exception {
    ObjectNode order = TestRequests.draft("Naltrexone 1 mg oral capsule");
    String page =
        sign("story=amoxicillin&hook=order-sign&how=json&json=" + encoded(order.toString()));
    assertTrue(page.contains("The service refused the request"), page);
    assertTrue(page.contains("422") && page.contains("context.draftOrders"), page);
  }

  @Test
  void aPlanIsTakenOverAndTheOrderCheckedAgain() throws Exception {
    String base = "story=fibromyalgia-start-at-4-5-mg&hook=order-sign";
    String page = sign(base);
    String exchange = first("name=\"exchange\" value=\"([^\"]*)\"", page);
    String take = first("name=\"take\" value=\"([^\"]*)\"", page);
    HttpResponse<byte[]> answer =
        form("/playground/take", base + "&take=" + take + "&exchange=" + encoded(exchange));
    assertEquals(200, answer.statusCode(), () -> text(answer));
    assertTrue(text(answer).contains("Taken over: "), text(answer));
    assertTrue(text(answer).contains("was told the acceptance (200)"), text(answer));
    assertTrue(text(answer).contains("<del>4.5"), text(answer));
    assertTrue(text(answer).contains("Nothing to say"), text(answer));
    JsonNode insights = TestRequests.JSON.readTree(send(request("/insights.json").build()).body());
    assertTrue(insights.toString().contains("\"accepted\":"), insights::toString);
  }

  @Test
  void aCardIsDismissedWithAReason() throws Exception {
    String base = "story=short-acting-opioid-current&hook=order-sign";
    String page = sign(base);
    String card = first("name=\"dismiss\" value=\"([^\"]*)\"", page);
    String fields =
        base
            + "&dismiss="
            + card
            + "&exchange="
            + encoded(first("name=\"exchange\" value=\"([^\"]*)\"", page));
    HttpResponse<byte[]> answer =
        form("/playground/dismiss", fields + "&reason-" + card + "=record-outdated");
    assertEquals(200, answer.statusCode());
    assertTrue(text(answer).contains("Dismissed: The record is out of date"), text(answer));
    assertTrue(text(answer).contains("was told the reason (200)"), text(answer));
    assertEquals(400, form("/playground/dismiss", fields).statusCode(), "a reason is needed");
    assertEquals(
        400, form("/playground/dismiss", base + "&dismiss=" + card).statusCode(), "no answer");
  }

  @Test
  void anotherSitesFormChangesNothing() throws Exception {
    HttpResponse<byte[]> answer =
        send(
            request("/")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(BodyPublishers.ofString("story=amoxicillin&hook=order-sign"))
                .build());
    assertEquals(403, answer.statusCode());
  }

  @Test
  void drugsAreSuggestedByTheirBrandsAndMisspellings() throws Exception {
    for (String typed : List.of("suboxone", "subox", "percocet", "naltraxone", "oxycod")) {
      JsonNode names =
          TestRequests.JSON.readTree(
              send(request("/playground/drug-names?like=" + typed).build()).body());
      assertFalse(names.isEmpty(), typed);
      assertTrue(names.size() <= 20, typed);
    }
  }

  @Test
  void eachOfItsLinksLeadsToAPage() throws Exception {
    for (String path :
        List.of(
            "/titration-plan",
            "/rules",
            "/insights",
            "/cds-services",
            "/fhir/metadata",
            "/playground.css",
            "/playground.js")) {
      assertEquals(200, send(request(path).build()).statusCode(), path);
    }
  }
}
