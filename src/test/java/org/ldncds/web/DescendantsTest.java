package org.ldncds.web;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.prefetch;
import static org.ldncds.web.TestRequests.searchset;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ldncds.fhir.DescendantsLoader;
import org.ldncds.fhir.Expansion.Outcome;
import org.ldncds.fhir.TerminologyServer;
import tools.jackson.databind.node.ObjectNode;

/** A condition is known by a listed SNOMED CT code above its own, once a server told of it. */
class DescendantsTest extends TerminologyTest {

  private static final String EXPAND = "/fhir/ValueSet/$expand";
  private static final String UNKNOWN = "is not known**: it has a code without a name";

  /** In no table; what it descends from is for the tests to say. */
  private static final String CODE = "900000001";

  private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
  private DescendantsLoader loader = loader();

  private DescendantsLoader loader() {
    TerminologyServer asked =
        new TerminologyServer(
            new TerminologyServer.Settings(
                URI.create(server.isRunning() ? server.baseUrl() + "/fhir" : NOBODY),
                TIME,
                50,
                Duration.ofHours(24)),
            TestPipeline.KNOWLEDGE.drugs());
    pipeline = with(Optional.of(asked));
    return new DescendantsLoader(asked, TestPipeline.KNOWLEDGE.conditions(), outcomes::add);
  }

  @BeforeEach
  void link() {
    loader = loader();
  }

  @AfterEach
  void close() {
    loader.close();
  }

  /** Below each listed code stands some other code, and below these the unknown one. */
  private void tells(String... listed) {
    server.resetAll();
    on(EXPAND, expansion("100000"));
    for (String code : listed) {
      server.stubFor(
          get(urlPathEqualTo(EXPAND))
              .withQueryParam("url", equalTo("http://snomed.info/sct?fhir_vs=isa/" + code))
              .willReturn(expansion(CODE)));
    }
  }

  private static ResponseDefinitionBuilder expansion(String code) {
    return fhir(
        200,
        "{'resourceType':'ValueSet','status':'active','expansion':{'timestamp':'2026-11-25','total':1,"
            + "'contains':[{'system':'http://snomed.info/sct','code':'"
            + code
            + "'}]}}");
  }

  private void load() throws InterruptedException {
    loader.start();
    long latest = System.nanoTime() + PLENTY.toNanos();
    while (loader.loaded() < loader.listed()) {
      assertTrue(System.nanoTime() < latest, loader.loaded() + " of " + loader.listed());
      Thread.sleep(10);
    }
  }

  private String said(ObjectNode condition) {
    ObjectNode request = naltrexone();
    prefetch(request).set("conditions", searchset(condition));
    return answer(request);
  }

  private static ObjectNode condition(String name) {
    return json(
        """
        {'resourceType':'Condition','id':'condition-1','subject':{'reference':'Patient/test-patient'},
         'clinicalStatus':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/condition-clinical','code':'active'}]},
         'code':{'coding':[{'system':'http://snomed.info/sct','code':'900000001'%s}]}}
        """
            .formatted(name.isEmpty() ? "" : ",'display':'" + name + "'"));
  }

  @Test
  void aDescendantOfAcuteHepatitisIsAContraindicationOnceLoaded() throws Exception {
    tells("37871000");
    ObjectNode condition = condition("See letter of the ward");
    assertFalse(said(condition).contains("Contraindication"), "and this is remembered");
    load();
    String said = said(condition);
    assertTrue(said.contains("Contraindication: "), said);
    assertTrue(said.contains("**acute hepatitis:** See letter of the ward"), said);
    assertTrue(said.contains("Rules CI-2"), said);
    assertFalse(said.contains("Known by its written name"), "its code told: " + said);
    assertEquals(loader.listed(), outcomes.stream().filter(o -> o == Outcome.LOADED).count());
  }

  @Test
  void aNamelessDescendantOfSchizophreniaIsAPrecautionOnceLoaded() throws Exception {
    tells("58214004");
    load();
    String said = said(condition(""));
    assertTrue(said.contains("Precaution: ") && said.contains("Rules PR-3"), said);
    assertFalse(said.contains(UNKNOWN), said);
  }

  @Test
  void aDescendantInRemissionReplacesTheActiveDisorder() throws Exception {
    tells("75544000", "191821007");
    load();
    assertFalse(said(condition("")).contains("Rules PR-3"));
    loader.close();
    loader = loader();
    tells("75544000");
    load();
    assertTrue(said(condition("")).contains("Rules PR-3"));
  }

  @Test
  void aNamelessConditionOfAnUnknownCodeIsAGapUntilDescendantsAreLoaded() throws Exception {
    tells("37871000");
    ObjectNode other = condition("");
    ((ObjectNode) other.at("/code/coding/0")).put("code", "900000002");
    String before = said(other);
    assertTrue(before.contains(UNKNOWN) && before.contains(NOT_REACHED), before);
    assertTrue(before.contains("Condition/condition-1"), before);
    load();
    assertFalse(said(other).contains(UNKNOWN), "the server knows nothing above it");
  }

  @Test
  void aNamedOneIsNoGapNorIsOneThatIsOverOrOfAnotherSystem() {
    assertFalse(said(condition("Hay fever")).contains(UNKNOWN));
    ObjectNode over = condition("");
    ((ObjectNode) over.at("/clinicalStatus/coding/0")).put("code", "resolved");
    assertFalse(said(over).contains(UNKNOWN));
    ObjectNode refuted = condition("");
    refuted.set("verificationStatus", json("{'coding':[{'code':'refuted'}]}"));
    assertFalse(said(refuted).contains(UNKNOWN));
    ObjectNode icd = condition("");
    ((ObjectNode) icd.at("/code/coding/0"))
        .put("system", "http://hl7.org/fhir/sid/icd-10-cm")
        .put("code", "J30.1");
    assertFalse(said(icd).contains(UNKNOWN));
    ObjectNode listed = condition("");
    ((ObjectNode) listed.at("/code/coding/0")).put("code", "37871000");
    String said = said(listed);
    assertTrue(said.contains("Rules CI-2") && !said.contains(UNKNOWN), said);
  }

  @Test
  void withoutAServerNothingChanges() {
    pipeline = with(Optional.empty());
    assertFalse(said(condition("")).contains(UNKNOWN));
  }

  @Test
  void aServerThatCannotExpandLeavesTheAnswerAsWithoutOne() throws Exception {
    on(EXPAND, outcome(501, "not-supported"));
    loader.start();
    long latest = System.nanoTime() + PLENTY.toNanos();
    while (said(condition("")).contains(UNKNOWN)) {
      assertTrue(System.nanoTime() < latest, outcomes::toString);
      Thread.sleep(10);
    }
    assertEquals(0, loader.loaded());
    String with = said(condition("See letter of the ward"));
    pipeline = with(Optional.empty());
    assertEquals(said(condition("See letter of the ward")), with);
  }
}
