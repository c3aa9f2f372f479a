package org.ldncds.web;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.JSON;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.oxycodone;
import static org.ldncds.web.TestRequests.searchset;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** However slow the EHR's FHIR server is, the answer comes in time, and says so. */
class FetchTimeTest extends EhrTest {

  private static final Duration TIME = Duration.ofMillis(400);

  /** What the rest of an answer takes at most; a busy machine gets another try. */
  private static final Duration REST = Duration.ofMillis(400);

  private static final int TRIES = 4;

  private ResponseDefinitionBuilder slow(String how) {
    return switch (how) {
      case "slow" -> fhir(searchset()).withFixedDelay(3_000);
      case "hanging" -> fhir(searchset()).withFixedDelay(30_000);
      default -> fhir(searchset(oxycodone())).withChunkedDribbleDelay(100, 20_000);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"slow", "hanging", "dripping"})
  void theDeadlineIsForEverythingTogether(String how) throws Exception {
    Duration best = Duration.ofDays(1);
    for (int i = 0; i < TRIES && best.compareTo(TIME.plus(REST)) > 0; i++) {
      anotherServer();
      EHR.stubFor(any(urlPathMatching(path + "/.*")).willReturn(slow(how)));
      long begin = System.nanoTime();
      JsonNode cards = quickCards(bare());
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      best = took.compareTo(best) < 0 ? took : best;
      assertEquals(List.of("CheckIncomplete warning"), topics(cards));
      assertTrue(incomplete(cards).contains("did not answer in time"), incomplete(cards));
    }
    assertTrue(best.compareTo(TIME.plus(REST)) < 0, "took " + best);
    assertEquals(List.of("TitrationPlan info"), topics(quickCards(naltrexone())));
  }

  /** A name that nobody knows may also take a resolver's whole time. */
  @Test
  void aNameThatNobodyKnowsIsSaid() throws Exception {
    String detail = incomplete(quickCards(bare().put("fhirServer", NO_NAME)));
    assertTrue(
        detail.contains("could not be reached (its name has no address)")
            || detail.contains("did not answer in time"),
        detail);
  }

  @Test
  void nothingIsAskedAfterTheAnswer() throws Exception {
    serveNothing();
    on("MedicationRequest", fhir(followedBy(searchset(), base() + "/page")).withFixedDelay(2_000));
    assertTrue(incomplete(quickCards(bare())).contains("did not answer in time"));
    LockSupport.parkNanos(Duration.ofMillis(2_500).toNanos());
    assertEquals(List.of(), calls("page"));
  }

  @Test
  void fiftySlowOnesHinderNobody() throws Exception {
    EHR.stubFor(any(anyUrl()).willReturn(slow("slow")));
    List<CompletableFuture<HttpResponse<byte[]>>> slow = new ArrayList<>();
    long begin = System.nanoTime();
    for (int i = 0; i < 50; i++) {
      path = "/" + i + "/fhir"; // or the breaker opens
      slow.add(
          CLIENT.sendAsync(
              request(SERVICE)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofByteArray(bytes(bare())))
                  .build(),
              BodyHandlers.ofByteArray()));
    }
    for (int i = 0; i < 10; i++) {
      assertEquals(List.of("TitrationPlan info"), topics(quickCards(naltrexone())));
    }
    for (CompletableFuture<HttpResponse<byte[]>> answer : slow) {
      JsonNode cards = JSON.readTree(answer.get().body()).get("cards");
      assertTrue(incomplete(cards).contains("The medication list was not available"));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(took.compareTo(TIME.multipliedBy(50)) < 0, "one by one it were 20 s: " + took);
  }
}
