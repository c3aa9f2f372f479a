package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.naltrexone;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.ldncds.hooks.CardSettings;
import org.ldncds.store.CardStore;
import org.ldncds.store.Database;
import org.ldncds.store.KeyedHash;
import org.ldncds.store.StoreSettings;

/** A database that is never there: answers stay the same, and what is not recorded is counted. */
class BackPressureTest {

  private static final int QUEUE = 10;

  @Test
  void cardsBeyondTheQueueAreDroppedAndCounted() {
    JdbcDataSource nowhere = new JdbcDataSource();
    nowhere.setURL("jdbc:h2:tcp://127.0.0.1:1/nowhere");
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    CardStore store =
        new CardStore(
            new Database(nowhere),
            new StoreSettings(
                QUEUE,
                Duration.ofDays(400),
                Duration.ZERO,
                Duration.ZERO,
                false,
                2000,
                ZoneOffset.UTC,
                "test"),
            new KeyedHash("a key of the tests".getBytes(StandardCharsets.UTF_8)),
            meters,
            Clock.systemUTC());
    store.start();
    int shown = 0;
    try {
      for (int i = 0; i < 100; i++) {
        shown +=
            TestRequests.JSON
                .readTree(
                    TestPipeline.bytes(
                        TestPipeline.KNOWLEDGE,
                        bytes(naltrexone()),
                        RunningStore.TODAY,
                        new CardSettings(4, Set.of(), false),
                        List.of(),
                        false,
                        store))
                .get("cards")
                .size();
      }
      double dropped = meters.counter("cds.store.cards.dropped").count();
      assertTrue(shown >= 100, "cards are shown all the same");
      assertTrue(dropped > 0, "more than the queue holds");
      assertTrue(meters.get("cds.store.cards.waiting").gauge().value() <= QUEUE);
    } finally {
      store.stop();
    }
    assertEquals(shown, meters.counter("cds.store.cards.dropped").count(), "none is forgotten");
  }
}
