package org.ldncds.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.JSON;
import static org.ldncds.web.TestRequests.json;

import java.net.http.HttpResponse;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What clinicians did with the cards, as clients tell it. */
@ExtendWith(OutputCaptureExtension.class)
class ConformanceFeedbackTest extends ConformanceRows {

  private static final String FEEDBACK = SERVICE + "/feedback";
  private static final String AT = "'outcomeTimestamp':'2026-11-23T12:00:00Z'";

  private static ObjectNode of(String... entries) {
    return json("{'feedback':[" + String.join(",", entries) + "]}");
  }

  private static String overridden(String card, String more) {
    return "{'card':'" + card + "','outcome':'overridden'," + AT + more + "}";
  }

  private static String accepted(String card) {
    return "{'card':'%s','outcome':'accepted',%s,'acceptedSuggestions':[{'id':'%s'}]}"
        .formatted(card, AT, UUID.randomUUID());
  }

  private void taken(JsonNode feedback) throws Exception {
    HttpResponse<byte[]> answer = post(FEEDBACK, feedback);
    assertEquals(200, answer.statusCode(), () -> feedback + " " + new String(answer.body(), UTF_8));
  }

  private void refused(JsonNode feedback) throws Exception {
    outcome(400, "", post(FEEDBACK, feedback));
  }

  @Conforms(id = "T80", level = "S", says = "What was accepted is taken, of every service")
  void acceptedCards() throws Exception {
    JsonNode card = only("OpioidConflict", cards(conflict()));
    taken(of(accepted(card.get("uuid").asString())));
    for (JsonNode service : services()) {
      String path = DISCOVERY + "/" + service.get("id").asString() + "/feedback";
      assertEquals(200, post(path, of(accepted(UUID.randomUUID().toString()))).statusCode(), path);
    }
  }

  @Conforms(
      id = "T81",
      level = "S",
      says = "What was overridden is taken without a reason, with one, or with a comment only")
  void overriddenCards() throws Exception {
    JsonNode card = only("OpioidConflict", cards(conflict()));
    String uuid = card.get("uuid").asString();
    JsonNode reason = card.get("overrideReasons").get(0);
    taken(of(overridden(uuid, "")));
    taken(
        of(
            overridden(
                uuid,
                ",'overrideReason':{'reason':{'code':'%s','system':'%s'}}"
                    .formatted(reason.get("code").asString(), reason.get("system").asString()))));
    taken(of(overridden(uuid, ",'overrideReason':{'userComment':'seen by pain service'}")));
  }

  @Conforms(
      id = "T82",
      level = "S",
      says = "Many at once, cards nobody knows and the same again are taken")
  void batches() throws Exception {
    ObjectNode batch = json("{'feedback':[]}");
    ArrayNode entries = (ArrayNode) batch.get("feedback");
    for (int i = 0; i < 25; i++) {
      entries.add(json(accepted(UUID.randomUUID().toString())));
      entries.add(json(overridden("card-" + i, "")));
    }
    taken(batch);
    taken(batch);
    taken(json("{'feedback':[]}"));
  }

  @Conforms(
      id = "T83",
      level = "S",
      says = "Feedback that is not of the agreed form is refused, and nothing of it is kept")
  void brokenFeedback() throws Exception {
    refused(of("{'card':'a','outcome':'ignored'," + AT + "}"));
    refused(of("{'card':'a','outcome':'accepted'," + AT + "}"));
    refused(of("{'card':'a','outcome':'overridden'}"));
    refused(of("{'card':'a','outcome':'overridden','outcomeTimestamp':'yesterday'}"));
    refused(of("{'outcome':'overridden'," + AT + "}"));
    refused(of("{'card':'a'," + AT + "}"));
    refused(of(overridden("a", ""), "{'card':7}"));
    refused(JSON.readTree("[]"));
    refused(json("{'feedback':{}}"));
    refused(json("{}"));
    outcome(415, "", post(FEEDBACK, new byte[] {'x'}, "text/plain"));
    outcome(400, "", post(FEEDBACK, new byte[] {'x'}, "application/json"));
  }

  @Conforms(
      id = "T84",
      level = "V",
      says = "Epic's spelling of the reason and its card ids are taken")
  void asEpicSendsIt() throws Exception {
    taken(
        of(
            overridden(
                "123456",
                ",'overrideReasons':{'reason':{'code':'record-outdated','system':'urn:x','display':'Old'}},"
                    + "'extension':{'com.epic.cdshooks.feedback.overrideReason.reasonTitle':'Old'}")));
  }

  @Conforms(
      id = "T86",
      level = "D",
      says = "Comments too long for anybody are cut or refused, and no comment reaches the log")
  void comments(CapturedOutput log) throws Exception {
    for (String comment : new String[] {"canary ".repeat(150_000), "canary\u0000\u001b[2Jforged"}) {
      ObjectNode feedback = of(overridden("a", ""));
      ((ObjectNode) feedback.at("/feedback/0"))
          .putObject("overrideReason")
          .put("userComment", comment);
      assertTrue(Set.of(200, 413).contains(post(FEEDBACK, feedback).statusCode()));
    }
    assertFalse(log.getAll().contains("canary") || log.getAll().contains("forged"));
  }

  @Conforms(
      id = "T04",
      level = "W",
      says = "A browser page of an allowed origin may send feedback too")
  void preflightOfFeedback() throws Exception {
    HttpResponse<byte[]> answer = preflight(FEEDBACK, ORIGIN, "POST");
    assertTrue(Set.of(200, 204).contains(answer.statusCode()));
    assertEquals(ORIGIN, answer.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
  }
}
