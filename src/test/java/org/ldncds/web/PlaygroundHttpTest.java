package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/** The playground by plain forms, as a browser without JavaScript sends them. */
class PlaygroundHttpTest extends PlaygroundTest {

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

  @Test
  void aWrittenOrderIsJudged() throws Exception {
    String page = sign("a=b" + WRITTEN + "&drug=naltrexone&dose=45&unit=mg&timing=bedtime");
    assertTrue(all(SUMMARY, page).toString().contains("45 mg"), page);
    String brand = sign("a=b" + WRITTEN + "&drug=Suboxone&dose=8&unit=mg&timing=daily");
    assertTrue(all(SUMMARY, brand).toString().contains("it blocks buprenorphine"), brand);
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
