package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.ldncds.web.TestRequests.JSON;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.naltrexone;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import redis.embedded.RedisServer;
import tools.jackson.databind.JsonNode;

/** Two replicas, each a process of its own, share one PostgreSQL and, where there is one, Redis. */
@Tag("proof")
class ReplicasTest {

  private static final int ROUNDS = Integer.getInteger("proof.cases", 0) == 0 ? 10 : 1;
  private static final int TOKENS = Integer.getInteger("proof.cases", 0) == 0 ? 1_000 : 60;
  private static final int AT_ONCE = 8;
  private static final int CLINICIANS = 2;

  /** Of the user "ada", whose password is "correct horse". */
  private static final String ADA =
      "ada:$2a$04$/EXRnb6PxUZhJ6i3UcP2nOpSgnOMvbhNnTSNFbm1vpeg1VqFFW.cy";

  /** Used tokens are remembered in Redis. */
  @Nested
  class OverRedis extends Pair {

    @SuppressWarnings("NullAway.Init") // in shared()
    private RedisServer redis;

    @Override
    List<String> shared() throws IOException {
      redis = TestRedis.start(TestRedis.freePort());
      return List.of("--spring.data.redis.url=redis://127.0.0.1:" + redis.ports().get(0));
    }

    @AfterAll
    void stop() throws IOException {
      redis.stop();
    }
  }

  /** Used tokens are remembered in the database. */
  @Nested
  class OverPostgres extends Pair {

    @Override
    List<String> shared() {
      return List.of();
    }
  }

  /** A process starts in ten seconds: a bounded run kills and ends those of one pair only. */
  private static void inFullOrOver(Class<?> pair, Object running) {
    assumeTrue(ROUNDS > 1 || pair.isInstance(running), "-Dproof.cases=0 runs it");
  }

  /** What holds of any two replicas, whatever they share besides the database. */
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  abstract static class Pair {

    private final List<String> settings = new ArrayList<>();
    private EmbeddedPostgres postgres;
    private Path folder;
    private ProductionProcess one;
    private ProductionProcess other;

    abstract List<String> shared() throws IOException;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
      folder = temporary;
      postgres = EmbeddedPostgres.start();
      settings.add("--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"));
      settings.add("--spring.datasource.username=postgres");
      settings.add("--cds.insights.users[0]=" + ADA);
      settings.addAll(shared());
      one = launch();
      other = launch();
      one.ready();
      other.ready();
    }

    private ProductionProcess launch() throws IOException {
      return ProductionProcess.launch(folder, settings.toArray(String[]::new));
    }

    @AfterAll
    void end() throws IOException {
      one.close();
      other.close();
      postgres.close();
    }

    /** The first call that either has ever had. */
    @Order(1)
    @Test
    void aTokenUsedOnOneIsRefusedOnTheOther() throws Exception {
      byte[] body = bytes(naltrexone());
      for (List<ProductionProcess> pair : List.of(List.of(one, other), List.of(other, one))) {
        String token = ProductionProcess.token(HttpTest.SERVICE);
        List<Integer> statuses = new ArrayList<>();
        for (ProductionProcess replica : pair) {
          statuses.add(replica.send(replica.call(HttpTest.SERVICE, token, body)).statusCode());
        }
        assertEquals(List.of(200, 401), statuses);
      }
      assertEquals(0, fallbacks());
    }

    private double fallbacks() throws Exception {
      String figure = "cds_replay_fallbacks_total";
      return one.figure(figure) + other.figure(figure);
    }

    /** A machine so busy that the shared memory did not answer in 200 ms gets another try. */
    @Order(2)
    @Test
    void ofOneTokenPostedToBothAtOnceExactlyOneIsAnswered() throws Exception {
      double before = fallbacks();
      Map<List<Integer>, Integer> statuses = postedToBoth();
      for (int tries = 0; tries < 3 && fallbacks() > before; tries++) {
        before = fallbacks();
        statuses = postedToBoth();
      }
      assertEquals(Map.of(List.of(200, 401), TOKENS), statuses);
    }

    private Map<List<Integer>, Integer> postedToBoth() throws Exception {
      byte[] body = bytes(naltrexone());
      Semaphore most = new Semaphore(AT_ONCE);
      List<CompletableFuture<List<Integer>>> pairs = new ArrayList<>();
      for (int i = 0; i < TOKENS; i++) {
        String token = ProductionProcess.token(HttpTest.SERVICE);
        most.acquire();
        CompletableFuture<List<Integer>> pair =
            status(one, token, body)
                .thenCombine(
                    status(other, token, body), (a, b) -> List.of(Math.min(a, b), Math.max(a, b)));
        pairs.add(pair.whenComplete((done, fault) -> most.release()));
      }
      Map<List<Integer>, Integer> counted = new HashMap<>();
      pairs.forEach(pair -> counted.merge(pair.join(), 1, Integer::sum));
      return counted;
    }

    private static CompletableFuture<Integer> status(
        ProductionProcess replica, String token, byte[] body) {
      return replica
          .client()
          .sendAsync(replica.call(HttpTest.SERVICE, token, body), BodyHandlers.discarding())
          .thenApply(HttpResponse::statusCode);
    }

    @Order(3)
    @Test
    void feedbackForACardOfOneIsTakenByTheOtherAndCounted() throws Exception {
      JsonNode before = insights(one);
      JsonNode cards =
          JSON.readTree(one.post(HttpTest.SERVICE, bytes(naltrexone())).body()).get("cards");
      String card = cards.get(0).get("uuid").asString();
      byte[] overridden = bytes(BusyEhr.overridden(List.of(card)));
      assertEquals(200, other.post(FeedbackHttpTest.FEEDBACK, overridden).statusCode());
      int expected = overrides(before) + 1;
      for (int tries = 0; tries < 100 && overrides(insights(one)) < expected; tries++) {
        Thread.sleep(50);
      }
      assertEquals(expected, overrides(insights(one)));
      assertEquals(0, insights(other).get("unmatchedFeedback").asInt());
    }

    private static int overrides(JsonNode insights) {
      return insights.at("/total/overridden").asInt();
    }

    private static JsonNode insights(ProductionProcess replica) throws Exception {
      String ada =
          Base64.getEncoder().encodeToString("ada:correct horse".getBytes(StandardCharsets.UTF_8));
      HttpResponse<byte[]> answer =
          replica.send(
              replica.request("/insights.json").header("Authorization", "Basic " + ada).build());
      assertEquals(200, answer.statusCode());
      return JSON.readTree(answer.body());
    }

    @Order(4)
    @Test
    void killingEitherUnderLoadLosesNoAnsweredFeedbackAndDisturbsNobodyElse() throws Exception {
      inFullOrOver(OverRedis.class, this);
      for (int round = 0; round < ROUNDS; round++) {
        BusyEhr.Replica killed = new BusyEhr.Replica(round % 2 == 0 ? one : other);
        BusyEhr.Replica left = new BusyEhr.Replica(round % 2 == 0 ? other : one);
        BusyEhr ehr = new BusyEhr(CLINICIANS, killed, left);
        try {
          ehr.awaitFeedback(20);
          killed.process.kill();
          killed.giveWayTo(left);
          ehr.awaitFeedback(20);
        } finally {
          ehr.end();
        }
        assertEquals(Map.of(), left.errors, "those of the other see nothing of it");
        assertEquals(Set.of("connection"), killed.errors.keySet());
        assertTrue(killed.calls.get() > 0 && left.calls.get() > 0);
        assertKept("feedback", ehr.answered());
        assertEquals(List.of(), killed.process.leaks());
        if (round + 1 < ROUNDS) {
          one = killed.process == one ? launch().ready() : one;
          other = killed.process == other ? launch().ready() : other;
        }
      }
    }

    @Order(5)
    @Test
    void anOrderlyEndLosesNothingAtAll() throws Exception {
      inFullOrOver(OverRedis.class, this);
      one = one.isAlive() ? one : launch().ready();
      other = other.isAlive() ? other : launch().ready();
      BusyEhr.Replica ending = new BusyEhr.Replica(one);
      BusyEhr.Replica left = new BusyEhr.Replica(other);
      BusyEhr ehr = new BusyEhr(CLINICIANS, ending, left);
      try {
        ehr.awaitFeedback(20);
        one.terminate();
        while (one.isReady()) {
          Thread.sleep(5);
        }
        ending.giveWayTo(left);
        ehr.awaitFeedback(20);
      } finally {
        ehr.end();
      }
      assertEquals(Map.of(), ending.errors);
      assertEquals(Map.of(), left.errors);
      assertTrue(one.hasEnded(Duration.ofSeconds(60)), "it does not end");
      assertEquals(ehr.shown(), ehr.answered());
      assertKept("feedback", ehr.answered());
      other.terminate();
      assertTrue(other.hasEnded(Duration.ofSeconds(60)), "it does not end");
      assertKept("card", ehr.shown());
      assertEquals(List.of(), one.leaks());
      assertEquals(List.of(), other.leaks());
    }

    private void assertKept(String table, Set<String> expected) {
      Set<String> lost = new HashSet<>(expected);
      lost.removeAll(
          JdbcClient.create(postgres.getPostgresDatabase())
              .sql("select card from " + table)
              .query(String.class)
              .set());
      assertEquals(Set.of(), lost, "of " + expected.size());
    }
  }
}
