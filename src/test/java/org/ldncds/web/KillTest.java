package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.JSON;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Feedback that was answered with 200 survives that the process is killed at any moment. */
class KillTest {

  private static final int SENDERS = 4;
  private static final int ROUNDS = 20;

  /** As application.yaml sets it for the sandbox, in another folder. */
  private static String h2(Path folder) {
    return "jdbc:h2:file:"
        + folder.resolve("ldn-cds")
        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
  }

  private static DataSource source(String url) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url);
    return source;
  }

  @Test
  void theEmbeddedDatabaseLosesNothing(@TempDir Path folder) throws Exception {
    String url = h2(folder);
    rounds(1, source(url), "--spring.datasource.url=" + url);
  }

  @Tag("proof")
  @Test
  void theEmbeddedDatabaseLosesNothingTwentyTimes(@TempDir Path folder) throws Exception {
    String url = h2(folder);
    rounds(bounded(), source(url), "--spring.datasource.url=" + url);
  }

  @Tag("proof")
  @Test
  void postgresLosesNothingTwentyTimes() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      rounds(
          bounded(),
          postgres.getPostgresDatabase(),
          "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
          "--spring.datasource.username=postgres");
    }
  }

  /** One round takes as long as thousand cases of other proofs. */
  private static int bounded() {
    int cases = Integer.getInteger("proof.cases", 0);
    return cases == 0 ? ROUNDS : Math.max(1, Math.min(ROUNDS, cases / 1000));
  }

  private static void rounds(int rounds, DataSource source, String... settings) throws Exception {
    Random random = new Random(20261125);
    Set<String> answered = ConcurrentHashMap.newKeySet();
    int before = 0;
    for (int round = 0; round < rounds; round++) {
      killUnderLoad(answered, random.nextInt(1500), settings);
      assertTrue(answered.size() > before, "nothing was answered before it was killed");
      before = answered.size();
      Set<String> lost = new HashSet<>(answered);
      lost.removeAll(
          JdbcClient.create(source).sql("select card from feedback").query(String.class).set());
      assertEquals(Set.of(), lost, "of " + answered.size() + " in round " + (round + 1));
    }
    System.out.printf(
        "%d kills, %d entries of feedback answered with 200, none lost%n", rounds, answered.size());
  }

  /** Some time after the first answer. */
  private static void killUnderLoad(Set<String> answered, int milliseconds, String... settings)
      throws Exception {
    AtomicBoolean killed = new AtomicBoolean();
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    try (ServiceProcess service = ServiceProcess.start(settings)) {
      for (int i = 0; i < SENDERS; i++) {
        senders.execute(() -> sendUntilItBreaks(service, answered, killed));
      }
      int before = answered.size();
      for (int tries = 0; tries < 600 && answered.size() == before; tries++) {
        Thread.sleep(50);
      }
      Thread.sleep(milliseconds);
      killed.set(true);
      service.kill();
    } finally {
      senders.shutdown();
      assertTrue(senders.awaitTermination(30, TimeUnit.SECONDS));
    }
  }

  private static void sendUntilItBreaks(
      ServiceProcess service, Set<String> answered, AtomicBoolean killed) {
    try {
      while (true) {
        List<String> cards = List.of(UUID.randomUUID().toString(), UUID.randomUUID().toString());
        if (service.post(FeedbackHttpTest.FEEDBACK, feedback(cards)).statusCode() == 200) {
          answered.addAll(cards);
        }
      }
    } catch (IOException e) {
      if (!killed.get()) {
        throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ObjectNode feedback(List<String> cards) {
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
}
