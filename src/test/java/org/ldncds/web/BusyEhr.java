package org.ldncds.web;

import static org.ldncds.web.TestRequests.JSON;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.naltrexone;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Clinicians of an EHR who sign orders and override what they are shown, again and again, each at
 * one replica for as long as that serves. What fails on the way is sent once more elsewhere.
 */
final class BusyEhr {

  /** Who serves now, and who takes over from it. */
  static final class Replica {
    final ProductionProcess process;
    final AtomicInteger calls = new AtomicInteger();
    final Map<String, Integer> errors = new ConcurrentHashMap<>();
    private volatile @Nullable Replica successor;

    Replica(ProductionProcess process) {
      this.process = process;
    }

    /** From now on its clients call this one. */
    void giveWayTo(Replica other) {
      successor = other;
    }

    Replica inService() {
      Replica other = successor;
      return other == null ? this : other;
    }
  }

  private final Set<String> shown = ConcurrentHashMap.newKeySet();
  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private final List<Thread> clinicians = new ArrayList<>();
  private volatile boolean over;

  BusyEhr(int each, Replica... replicas) {
    for (Replica replica : replicas) {
      for (int i = 0; i < each; i++) {
        clinicians.add(new Thread(() -> work(replica), "clinician"));
      }
    }
    clinicians.forEach(Thread::start);
  }

  private void work(Replica home) {
    while (!over) {
      answer(home, HttpTest.SERVICE, bytes(naltrexone())).ifPresent(cards -> override(home, cards));
    }
  }

  private void override(Replica home, JsonNode cards) {
    List<String> ids = new ArrayList<>();
    cards.get("cards").forEach(card -> ids.add(card.get("uuid").asString()));
    shown.addAll(ids);
    answer(home, FeedbackHttpTest.FEEDBACK, bytes(overridden(ids)))
        .ifPresent(taken -> answered.addAll(ids));
  }

  static ObjectNode overridden(List<String> cards) {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode entries = body.putArray("feedback");
    cards.forEach(
        card ->
            entries
                .addObject()
                .put("card", card)
                .put("outcome", "overridden")
                .put("outcomeTimestamp", "2026-11-24T10:00:00Z"));
    return body;
  }

  /** By whoever serves; where the connection breaks, by whoever serves then. */
  private Optional<JsonNode> answer(Replica home, String path, byte[] body) {
    while (true) {
      Replica asked = home.inService();
      try {
        HttpResponse<byte[]> answer = asked.process.post(path, body);
        asked.calls.incrementAndGet();
        if (answer.statusCode() == 200) {
          return Optional.of(JSON.readTree(answer.body()));
        }
        asked.errors.merge("status " + answer.statusCode(), 1, Integer::sum);
        return Optional.empty();
      } catch (IOException e) {
        asked.errors.merge("connection", 1, Integer::sum);
        if (over) {
          return Optional.empty();
        }
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Cards of answered calls. */
  Set<String> shown() {
    return shown;
  }

  /** Cards whose feedback was answered with 200. */
  Set<String> answered() {
    return answered;
  }

  /** Waits until so many more are answered. */
  void awaitFeedback(int more) throws InterruptedException {
    int enough = answered.size() + more;
    for (int tries = 0; tries < 600 && answered.size() < enough; tries++) {
      Thread.sleep(50);
    }
    if (answered.size() < enough) {
      throw new AssertionError("only " + answered.size() + " of " + enough + " were answered");
    }
  }

  /** Ends once all that is under way is answered. */
  void end() throws InterruptedException {
    over = true;
    for (Thread clinician : clinicians) {
      clinician.join();
    }
  }
}
