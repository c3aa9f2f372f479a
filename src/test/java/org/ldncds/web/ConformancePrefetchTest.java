package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.firstDraft;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.list;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.oxycodone;
import static org.ldncds.web.TestRequests.prefetch;
import static org.ldncds.web.TestRequests.searchset;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What each way to send, or not to send, prefetched data means. */
class ConformancePrefetchTest extends ConformanceRows {

  private void isKnownAndEmpty(ObjectNode request) throws Exception {
    assertFalse(topics(cards(request)).contains("CheckIncomplete"));
  }

  private String isSaid(String indicator, ObjectNode request) throws Exception {
    JsonNode card = only("CheckIncomplete", cards(request));
    assertEquals(indicator, card.get("indicator").asString());
    return card.get("detail").asString();
  }

  private static ObjectNode failed(String severity) {
    return json(
        "{'resourceType':'OperationOutcome','issue':[{'severity':'%s','code':'processing'}]}"
            .formatted(severity));
  }

  @Conforms(
      id = "T31",
      level = "D",
      says = "Prefetch that is empty or null is prefetch that was not sent, and is said")
  void noPrefetch() throws Exception {
    ObjectNode request = naltrexone();
    request.remove("prefetch");
    String absent = isSaid("warning", request);
    request.putObject("prefetch");
    assertEquals(absent, isSaid("warning", request));
    request.putNull("prefetch");
    assertEquals(absent, isSaid("warning", request));
  }

  @Conforms(id = "T33", level = "S", says = "A key that is null says that there are no data")
  void nullMeansNone() throws Exception {
    ObjectNode request = naltrexone();
    prefetch(request).propertyNames().stream()
        .filter(key -> !key.equals("patient"))
        .toList()
        .forEach(prefetch(request)::putNull);
    isKnownAndEmpty(request);
  }

  @Conforms(id = "T34", level = "S", says = "A Bundle without entries says that nothing was found")
  void emptyBundles() throws Exception {
    for (String bundle :
        new String[] {
          "{'resourceType':'Bundle','type':'searchset','total':0}",
          "{'resourceType':'Bundle','type':'searchset'}",
          "{'resourceType':'Bundle','type':'searchset','entry':[]}"
        }) {
      ObjectNode request = naltrexone();
      prefetch(request).set("medicationRequests", json(bundle));
      isKnownAndEmpty(request);
    }
  }

  @Conforms(
      id = "T36",
      level = "V",
      says = "A warning beside the entries is no gap, an error beside them is")
  void outcomesAmongEntries() throws Exception {
    ObjectNode request = naltrexone();
    list(request, failed("warning"), oxycodone());
    JsonNode cards = cards(request);
    only("OpioidConflict", cards);
    assertFalse(topics(cards).contains("CheckIncomplete"));
    list(request, failed("error"), oxycodone());
    only("OpioidConflict", cards(request));
    isSaid("warning", request);
  }

  @Conforms(
      id = "T38",
      level = "D",
      says = "A key that holds another kind of resource counts as not sent")
  void otherKindsOfResource() throws Exception {
    ObjectNode request = naltrexone();
    prefetch(request).set("medicationRequests", json("{'resourceType':'Patient','id':'x'}"));
    isSaid("warning", request);
    request = naltrexone();
    prefetch(request).set("patient", searchset());
    isSaid("info", request);
  }

  @Conforms(
      id = "T40",
      level = "D",
      says = "One resource that cannot be read is said and hides none of the others")
  void oneBadResource() throws Exception {
    ObjectNode request = naltrexone();
    list(
        request,
        oxycodone().put("id", "bad-1").put("authoredOn", "yesterday"),
        oxycodone(),
        oxycodone().put("id", "bad-2").put("status", "actve"),
        json("{'resourceType':'ProcedureRequest','id':'p'}"));
    only("OpioidConflict", cards(request));
    String said = isSaid("warning", request);
    assertTrue(said.contains("bad-1") && said.contains("bad-2"), said);
  }

  @Conforms(id = "T31", level = "V", says = "A key under another name is a key that was not sent")
  void renamedKeys() throws Exception {
    ObjectNode request = naltrexone();
    list(request, oxycodone());
    prefetch(request).set("medications", prefetch(request).remove("medicationRequests"));
    assertFalse(topics(cards(request)).contains("OpioidConflict"));
    isSaid("warning", request);
  }

  @Conforms(
      id = "T37",
      level = "D",
      says = "A list that is cut is read as far as it goes, and said where no more can be fetched")
  void cutLists() throws Exception {
    ObjectNode request = naltrexone();
    list(request, oxycodone());
    ObjectNode bundle = (ObjectNode) prefetch(request).get("medicationRequests");
    bundle.put("total", 2);
    only("OpioidConflict", cards(request));
    isSaid("warning", request);
    bundle.put("total", 1);
    assertFalse(topics(cards(request)).contains("CheckIncomplete"));
    bundle
        .putArray("link")
        .addObject()
        .put("relation", "next")
        .put("url", "https://ehr.example/fhir/MedicationRequest?page=2");
    only("OpioidConflict", cards(request));
    isSaid("warning", request);
  }

  @Conforms(
      id = "T41",
      level = "S",
      says = "Keys nobody asked for are passed over, however large, below the limit of a body")
  void unaskedKeys() throws Exception {
    ObjectNode request = naltrexone();
    JsonNode expected = withoutUuids(cards(request));
    ObjectNode large = searchset(oxycodone(), json("{'resourceType':'Binary','id':'b'}"));
    ((ObjectNode) large.at("/entry/1/resource")).put("data", "A".repeat(4 << 20));
    prefetch(request).set("-user", large);
    assertEquals(expected, withoutUuids(cards(request)));
    prefetch(request).put("more", "A".repeat(2 << 20));
    outcome(413, "", post(request));
  }

  @Conforms(
      id = "T30",
      level = "S",
      says = "A medication list neither sent nor reachable is said on a card, not passed over")
  void noMedicationList() throws Exception {
    ObjectNode request = naltrexone();
    request.remove("prefetch");
    assertFalse(request.has("fhirServer"));
    isSaid("warning", request);
    firstDraft(request).remove("dosageInstruction");
    isSaid("warning", request);
  }
}
