package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.list;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.oxycodone;
import static org.ldncds.web.TestRequests.prefetch;

import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.node.ObjectNode;

/** What a deployer gets who would rather have 412 than a card (cds.missing-data=strict). */
@TestPropertySource(properties = "cds.missing-data=strict")
class ConformanceStrictTest extends ConformanceRows {

  private static final String LIST = "prefetch.medicationRequests";

  @Conforms(
      id = "T30",
      level = "S",
      says = "Where the deployer wants it, a missing medication list is answered 412")
  void missing() throws Exception {
    ObjectNode request = naltrexone();
    prefetch(request).remove("medicationRequests");
    outcome(412, LIST, post(request));
    request.remove("prefetch");
    outcome(412, LIST, post(request));
    request.putNull("prefetch");
    outcome(412, LIST, post(request));
  }

  @Conforms(
      id = "T35",
      level = "s",
      says = "A medication list that the client failed to get is answered 412 there")
  void failedAtTheClient() throws Exception {
    ObjectNode request = naltrexone();
    prefetch(request)
        .set(
            "medicationRequests",
            json(
                "{'resourceType':'OperationOutcome','issue':[{'severity':'error','code':'timeout'}]}"));
    outcome(412, LIST, post(request));
  }

  @Conforms(
      id = "T33",
      level = "S",
      says = "A medication list that is null or empty is never answered 412")
  void knownToBeEmpty() throws Exception {
    ObjectNode request = naltrexone();
    assertFalse(topics(cards(request)).contains("CheckIncomplete"));
    prefetch(request).putNull("medicationRequests");
    assertFalse(topics(cards(request)).contains("CheckIncomplete"));
  }

  @Conforms(
      id = "T10",
      level = "S",
      says = "An order of another drug needs no medication list there either")
  void anotherDrug() throws Exception {
    ObjectNode request = amoxicillin();
    request.remove("prefetch");
    assertEquals(0, cards(request).size());
  }

  @Conforms(
      id = "T38",
      level = "C",
      says = "A medication list read in part is no 412: its cards are shown and the gap is said")
  void readInPart() throws Exception {
    ObjectNode request = naltrexone();
    list(request, oxycodone(), oxycodone().put("id", "bad").put("authoredOn", "yesterday"));
    only("OpioidConflict", cards(request));
    only("CheckIncomplete", cards(request));
  }
}
