package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ldncds.hooks.Feedback;

/**
 * An EHR that sends the same feedback over several connections at once: all hear that it is kept.
 */
class SameFeedbackTest {

  private static final int SENDERS = 8;
  private static final int ROUNDS = 60;

  @ParameterizedTest
  @EnumSource
  void isTakenFromEachAndKeptOnce(Databases databases) throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    try (RunningStore store = new RunningStore(databases, false)) {
      for (int round = 0; round < ROUNDS; round++) {
        List<Feedback> entries = entries(round);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Long>> sent = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
          sent.add(senders.submit(() -> keptOnceAnswered(store, entries, start)));
        }
        start.countDown();
        for (Future<Long> each : sent) {
          assertEquals(20L * (round + 1), each.get(), "kept when it was answered");
        }
      }
      assertEquals(20L * ROUNDS, store.count("feedback_suggestion"));
    } finally {
      senders.shutdownNow();
    }
  }

  /** What another connection sees at the moment of the answer. */
  private static long keptOnceAnswered(
      RunningStore store, List<Feedback> entries, CountDownLatch start)
      throws InterruptedException {
    start.await();
    store.feedback.keep(RunningStore.SERVICE, "", entries);
    return store.sql().sql("select count(distinct entry) from feedback").query(Long.class).single();
  }

  private static List<Feedback> entries(int round) {
    StringBuilder body = new StringBuilder("{'feedback':[");
    for (int i = 0; i < 20; i++) {
      body.append(i == 0 ? "" : ",")
          .append(
              "{'card':'%d-%d','outcome':'accepted','acceptedSuggestions':[{'id':'s'}],'outcomeTimestamp':'2026-11-23T12:09:00Z'}"
                  .formatted(round, i));
    }
    return RunningStore.read(body.append("]}").toString());
  }
}
