package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.naltrexone;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Feedback over real HTTP: what is taken, what is refused, and what is then in the database. */
@ExtendWith(OutputCaptureExtension.class)
class FeedbackHttpTest extends HttpTest {

  static final String FEEDBACK = SERVICE + "/feedback";
  private static final String SMILE = "\ud83d\ude00";
  private static final String AT = "2026-11-24T10:05:31Z";

  @Autowired
  @SuppressWarnings("NullAway.Init")
  private DataSource source;

  private JdbcClient database() {
    return JdbcClient.create(source);
  }

  private long kept(String card) {
    return database()
        .sql("select count(*) from feedback where card = ?")
        .param(card)
        .query(Long.class)
        .single();
  }

  private Map<String, Object> row(String card) {
    return database().sql("select * from feedback where card = ?").param(card).query().singleRow();
  }

  private HttpResponse<byte[]> feedback(String entries) throws Exception {
    return post(
        FEEDBACK,
        ("{\"feedback\":" + entries.replace('\'', '"') + "}").getBytes(StandardCharsets.UTF_8),
        "application/json");
  }

  private void taken(String entries) throws Exception {
    HttpResponse<byte[]> response = feedback(entries);
    assertEquals(200, response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
    assertEquals("{}", new String(response.body(), StandardCharsets.UTF_8));
    assertEquals("no-store", response.headers().firstValue("Cache-Control").orElse(""));
  }

  private static String card() {
    return UUID.randomUUID().toString();
  }

  private static String accepted(String card, String at) {
    return "{'card':'%s','outcome':'accepted','acceptedSuggestions':[{'id':'s-%s'}],'outcomeTimestamp':'%s'}"
        .formatted(card, card, at);
  }

  private static String overridden(String card, String more, String at) {
    return "{'card':'%s','outcome':'overridden'%s,'outcomeTimestamp':'%s'}"
        .formatted(card, more, at);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        FEEDBACK,
        FEEDBACK + "/",
        "/cds-services//naltrexone-order-sign/feedback",
        "/cds-services/naltrexone-order-sign//feedback"
      })
  void acceptedFeedbackIsKept(String path) throws Exception {
    String card = card();
    byte[] body = bytes(json("{'feedback':[" + accepted(card, AT) + "]}"));
    assertEquals(200, post(path, body, "application/json").statusCode());
    assertEquals(1, kept(card));
    assertEquals("accepted", row(card).get("outcome"));
    assertEquals("naltrexone-order-sign", row(card).get("service"));
    assertEquals(
        "s-" + card,
        database()
            .sql(
                "select suggestion from feedback_suggestion s join feedback f on f.entry = s.entry where card = ?")
            .param(card)
            .query(String.class)
            .single());
  }

  /** The shapes that the specification, its sandbox and Epic send. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "no reason at all|''|''|''",
        "null reason|,'overrideReason':null|''|''",
        "a reason with its display|,'overrideReason':{'reason':{'code':'c','system':'s','display':'d'}}|c|d",
        "a reason without display, as the sandbox sends|,'overrideReason':{'reason':{'code':'c','system':'s'}}|c|''",
        "a comment only|,'overrideReason':{'userComment':'canary'}|''|''",
        "Epic: the plural|,'overrideReasons':{'reason':{'code':'c','system':'s','display':'d'}}|c|d",
        "the plural as a list|,'overrideReasons':[{'reason':{'code':'c','system':'s'}}]|c|''",
        "an empty list|,'overrideReasons':[]|''|''",
        "Epic: built in Epic|,'overrideReasons':{'reason':{},'extension':{'com.epic.cdshooks.feedback.overrideReason.reasonCategory':'12','com.epic.cdshooks.feedback.overrideReason.reasonDisplay':'Will monitor','com.epic.cdshooks.feedback.overrideReason.reasonTitle':'Monitor'}}|12|Will monitor",
        "Epic: only a title|,'overrideReasons':{'extension':{'com.epic.cdshooks.feedback.overrideReason.reasonTitle':'Monitor'}}|Monitor|Monitor"
      })
  void whyACardWasOverriddenIsRead(String name, String more, String code, String display)
      throws Exception {
    String card = card();
    taken("[" + overridden(card, more, AT) + "]");
    assertEquals(code, orEmpty(row(card).get("reason_code")));
    assertEquals(display, orEmpty(row(card).get("reason_display")));
    assertEquals("", orEmpty(row(card).get("user_comment")), "comments are not kept unasked");
  }

  private static String orEmpty(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  @Test
  void cardsThatAreNotKnownAndHaveNoUuidAreKept() throws Exception {
    taken("[" + overridden("123456", "", AT) + "]");
    assertEquals(1, kept("123456"));
  }

  /** One emoji is two characters to H2 and one to PostgreSQL. */
  @Test
  void aLongReasonIsCutToWhatBothDatabasesHold() throws Exception {
    String card = card();
    taken(
        "[{'card':'%s','outcome':'overridden','outcomeTimestamp':'%s','overrideReason':{'reason':{'code':'%s','system':'%s','display':'x%s'}}}]"
            .formatted(
                card, AT, SMILE.repeat(150), SMILE.repeat(99) + "x" + SMILE, SMILE.repeat(150)));
    assertEquals(SMILE.repeat(100), row(card).get("reason_code"));
    assertEquals(SMILE.repeat(99) + "x", row(card).get("reason_system"));
    assertEquals("x" + SMILE.repeat(99), row(card).get("reason_display"));
  }

  @Test
  void nothingToTellIsFine() throws Exception {
    taken("[]");
  }

  @Test
  void theSameEntryCountsOnceAndALaterOneIsAppended() throws Exception {
    String card = card();
    taken("[" + accepted(card, AT) + "," + accepted(card, AT) + "]");
    taken("[" + accepted(card, "2026-11-24T11:05:31+01:00") + "]");
    assertEquals(1, kept(card), "the same moment, written otherwise");
    taken("[" + overridden(card, "", "2026-11-24T10:06:00Z") + "]");
    assertEquals(2, kept(card));
  }

  @Test
  void aBatchIsKeptWholeAndOnceHoweverOftenAndHoweverManySendIt() throws Exception {
    List<String> cards = IntStream.range(0, 60).mapToObj(i -> card()).toList();
    String batch =
        "["
            + String.join(
                ",",
                IntStream.range(0, 60)
                    .mapToObj(
                        i ->
                            i % 2 == 0
                                ? accepted(cards.get(i), AT)
                                : overridden(cards.get(i), "", AT))
                    .toList())
            + "]";
    Callable<Integer> send = () -> feedback(batch).statusCode();
    ExecutorService senders = Executors.newFixedThreadPool(4);
    try {
      for (Future<Integer> sent : senders.invokeAll(List.of(send, send, send, send))) {
        assertEquals(200, sent.get());
      }
    } finally {
      senders.shutdown();
    }
    for (String card : cards) {
      assertEquals(1, kept(card));
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "not JSON|hello|",
        "an array|[]|",
        "no feedback|{}|feedback",
        "feedback is an object|{'feedback':{'card':'x'}}|feedback",
        "feedback is null|{'feedback':null}|feedback",
        "an entry that is no object|{'feedback':['x']}|feedback[0]",
        "no card|{'feedback':[{'outcome':'overridden','outcomeTimestamp':'2026-11-24T10:05:31Z'}]}|feedback[0].card",
        "card is a number|{'feedback':[{'card':1,'outcome':'overridden','outcomeTimestamp':'2026-11-24T10:05:31Z'}]}|feedback[0].card",
        "no outcome|{'feedback':[{'card':'x','outcomeTimestamp':'2026-11-24T10:05:31Z'}]}|feedback[0].outcome",
        "ignored|{'feedback':[{'card':'x','outcome':'ignored','outcomeTimestamp':'2026-11-24T10:05:31Z'}]}|feedback[0].outcome",
        "accepted nothing|{'feedback':[{'card':'x','outcome':'accepted','outcomeTimestamp':'2026-11-24T10:05:31Z'}]}|feedback[0].acceptedSuggestions",
        "accepted none|{'feedback':[{'card':'x','outcome':'accepted','acceptedSuggestions':[],'outcomeTimestamp':'2026-11-24T10:05:31Z'}]}|feedback[0].acceptedSuggestions",
        "accepted without id|{'feedback':[{'card':'x','outcome':'accepted','acceptedSuggestions':[{}],'outcomeTimestamp':'2026-11-24T10:05:31Z'}]}|feedback[0].acceptedSuggestions[0].id",
        "no time|{'feedback':[{'card':'x','outcome':'overridden'}]}|feedback[0].outcomeTimestamp",
        "yesterday|{'feedback':[{'card':'x','outcome':'overridden','outcomeTimestamp':'yesterday'}]}|feedback[0].outcomeTimestamp",
        "a time without zone|{'feedback':[{'card':'x','outcome':'overridden','outcomeTimestamp':'2026-11-24T10:05:31'}]}|feedback[0].outcomeTimestamp",
        "a day that is none|{'feedback':[{'card':'x','outcome':'overridden','outcomeTimestamp':'2026-02-30T10:05:31Z'}]}|feedback[0].outcomeTimestamp",
        "a reason that is no object|{'feedback':[{'card':'x','outcome':'overridden','overrideReason':'r','outcomeTimestamp':'2026-11-24T10:05:31Z'}]}|feedback[0].overrideReason",
        "a key twice|{'feedback':[],'feedback':[]}|"
      })
  void brokenFeedbackIsRefusedWithItsField(String name, String body, String field)
      throws Exception {
    HttpResponse<byte[]> response =
        post(
            FEEDBACK, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "application/json");
    outcome(400, field == null ? "" : field, response);
  }

  @Test
  void oneBrokenEntryKeepsTheOthersOut() throws Exception {
    String card = card();
    outcome(
        400,
        "feedback[1].outcome",
        feedback("[" + accepted(card, AT) + ",{'card':'x','outcome':'ignored'}]"));
    assertEquals(0, kept(card));
  }

  @Test
  void feedbackIsRefusedAsHookCallsAre() throws Exception {
    byte[] body = bytes(json("{'feedback':[]}"));
    outcome(404, "", post("/cds-services/unknown/feedback", body, "application/json"));
    outcome(415, "", post(FEEDBACK, body, "text/plain"));
    outcome(405, "", send(request(FEEDBACK).GET().build()));
    byte[] large =
        ("{\"x\":\"" + "a".repeat(5 * 1024 * 1024) + "\"}").getBytes(StandardCharsets.UTF_8);
    outcome(413, "", post(FEEDBACK, large, "application/json"));
  }

  @Test
  void commentsReachNeitherLogNorDatabase(CapturedOutput log) throws Exception {
    String card = card();
    String comment = "canary" + "x".repeat(1_000_000);
    taken("[" + overridden(card, ",'overrideReason':{'userComment':'" + comment + "'}", AT) + "]");
    outcome(400, "", feedback("[{'canary':'canary'}]"));
    assertEquals("", orEmpty(row(card).get("user_comment")));
    assertFalse(log.getAll().contains("canary"));
  }

  @Test
  void whatBecameOfACardIsSeen() throws Exception {
    JsonNode card = cards(naltrexone()).get(0);
    String uuid = card.get("uuid").asString();
    taken("[" + overridden(uuid, ",'overrideReason':{'reason':{'code':'c'}}", AT) + "]");
    for (int tries = 0; tries < 50 && outcomes(uuid).isEmpty(); tries++) {
      Thread.sleep(100);
    }
    assertEquals(List.of("overridden"), outcomes(uuid));
    JsonNode insights = TestRequests.JSON.readTree(send(request("/insights.json").build()).body());
    String topic = card.get("source").get("topic").get("code").asString();
    assertFalse(insights.get("byTopic").get(topic).get("overridden").asInt() < 1);
  }

  private List<String> outcomes(String card) {
    return database()
        .sql("select outcome from card_outcome where card = ?")
        .param(card)
        .query(String.class)
        .list();
  }
}
