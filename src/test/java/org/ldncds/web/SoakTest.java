package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.bytes;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.net.ssl.KeyManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import redis.embedded.RedisServer;

/**
 * One real process, all over TLS, under load for half an hour, while everything around it fails in
 * turn: nothing in it grows, and each failure is said.
 */
@Tag("proof")
class SoakTest {

  private static final long SEED = 20261125;
  private static final int CALLS_A_SECOND = Integer.getInteger("soak.rate", 20);
  private static final Duration WARM = Duration.ofSeconds(10);
  private static final int QUARTERS = 4;

  private static Duration length() {
    if (Integer.getInteger("soak.minutes") == null && Integer.getInteger("proof.cases", 0) > 0) {
      return Duration.ofSeconds(20);
    }
    return Duration.ofMinutes(Integer.getInteger("soak.minutes", 30));
  }

  /** What stands around the service, and can be taken away. */
  private static final class Surroundings {
    private final Path data;
    private final int databasePort = TestRedis.freePort();
    private final int redisPort = TestRedis.freePort();
    private final FaultyEhr ehr;
    private EmbeddedPostgres database;
    private RedisServer redis;
    private int outages;

    Surroundings(Path folder, FaultyEhr ehr) throws IOException {
      this.data = folder.resolve("database");
      this.ehr = ehr;
      this.database = database();
      this.redis = TestRedis.start(redisPort);
    }

    private EmbeddedPostgres database() throws IOException {
      return EmbeddedPostgres.builder()
          .setPort(databasePort)
          .setDataDirectory(data)
          .setCleanDataDirectory(false)
          .start();
    }

    List<String> settings() {
      return List.of(
          "--spring.datasource.url=jdbc:postgresql://localhost:" + databasePort + "/postgres",
          "--spring.datasource.username=postgres",
          "--spring.data.redis.url=redis://127.0.0.1:" + redisPort);
    }

    void outage(String of, Duration lasting) throws IOException, InterruptedException {
      outages++;
      switch (of) {
        case "database" -> database.close();
        case "redis" -> redis.stop();
        default -> ehr.loseKeys();
      }
      Thread.sleep(lasting.toMillis());
      switch (of) {
        case "database" -> database = database();
        case "redis" -> redis = TestRedis.start(redisPort);
        default -> ehr.findKeys();
      }
    }

    void end() throws IOException {
      database.close();
      redis.stop();
      ehr.close();
    }
  }

  @Test
  void nothingGrowsWhileEverythingAroundItFails(@TempDir Path folder) throws Exception {
    Path server = TestKeys.key(folder, "server");
    Path trust = TestKeys.trust(folder, server, "server");
    FaultyEhr ehr = new FaultyEhr(server, TestToken.publicKeys(ProductionProcess.KEY));
    Surroundings around = new Surroundings(folder, ehr);
    List<String> settings = new ArrayList<>(around.settings());
    ehr.settings("--cds.clients[0]").forEach(settings::add);
    settings.add("--server.ssl.bundle=here");
    settings.add("--spring.ssl.bundle.jks.here.keystore.location=" + server);
    settings.add("--spring.ssl.bundle.jks.here.keystore.password=" + TestKeys.PASSWORD);
    HttpClient client = TestKeys.client(trust, new KeyManager[0]);
    List<String> trusting =
        List.of(
            "-Djavax.net.ssl.trustStore=" + trust,
            "-Djavax.net.ssl.trustStorePassword=" + TestKeys.PASSWORD);
    try (ProductionProcess service =
        ProductionProcess.launchTls(client, trusting, folder, settings.toArray(String[]::new))) {
      service.ready();
      untilItReads(service, ehr);
      SoakLoad load = new SoakLoad(service, ehr, SEED, CALLS_A_SECOND);
      List<List<Long>> samples;
      try {
        samples = sampled(service, around);
      } finally {
        load.end();
      }
      report(samples, load, around.outages);
      assertEquals(List.of(), load.wrong().stream().distinct().toList());
      assertTrue(load.heard().getOrDefault("EHR well: 200", 0) > 0);
      FaultyEhr.FAULTS.forEach(
          fault -> assertTrue(load.heard().containsKey("EHR ill: " + fault + ": 200"), fault));
      assertEquals(List.of(), service.leaks());
      assertKept(load.answered(), around.database);
      for (int i = 0; i < ProcessVitals.NAMES.size(); i++) {
        assertNoGrowth(ProcessVitals.NAMES.get(i), quarters(samples, i));
      }
    } finally {
      around.end();
    }
  }

  /** The first handshakes of a cold client on a busy machine may take longer than a request has. */
  private static void untilItReads(ProductionProcess service, FaultyEhr ehr) throws Exception {
    for (int tries = 0; tries < 100; tries++) {
      byte[] answer = service.post(HttpTest.SERVICE, bytes(FaultyEhr.bare(ehr.well()))).body();
      if (new String(answer, StandardCharsets.UTF_8).contains("OpioidConflict")) {
        return;
      }
      Thread.sleep(1_000);
    }
    throw new AssertionError("its EHR is never read in time");
  }

  /** Outages in turn, each kind as often as the others, in an order that the seed decides. */
  private static List<List<Long>> sampled(ProductionProcess service, Surroundings around)
      throws Exception {
    Thread.sleep(WARM.toMillis());
    Duration length = length();
    long turn = Math.max(6_000, Math.min(60_000, length.toMillis() / 30));
    long between = Math.max(500, Math.min(10_000, length.toMillis() / 80));
    long end = System.nanoTime() + length.toNanos();
    List<List<Long>> samples = new ArrayList<>();
    Thread outages = new Thread(() -> outages(around, end, turn), "outages");
    outages.start();
    try (ProcessVitals vitals = new ProcessVitals(service.pid())) {
      while (System.nanoTime() < end) {
        samples.add(vitals.read());
        Thread.sleep(between);
      }
    }
    outages.join();
    assertTrue(service.isAlive(), "it has ended");
    return samples;
  }

  private static void outages(Surroundings around, long end, long turn) {
    Random random = new Random(SEED);
    Deque<String> next = new ArrayDeque<>();
    try {
      while (System.nanoTime() + Duration.ofMillis(turn).toNanos() < end) {
        if (next.isEmpty()) {
          List<String> all = new ArrayList<>(List.of("database", "redis", "keys"));
          Collections.shuffle(all, random);
          next.addAll(all);
        }
        around.outage(next.pop(), Duration.ofMillis(turn / 3));
        Thread.sleep(turn / 3 * 2);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void assertKept(Set<String> answered, EmbeddedPostgres database) {
    Set<String> lost = new HashSet<>(answered);
    lost.removeAll(
        JdbcClient.create(database.getPostgresDatabase())
            .sql("select card from feedback")
            .query(String.class)
            .set());
    assertEquals(Set.of(), lost, "of " + answered.size());
  }

  /** The median of each quarter. */
  private static List<Long> quarters(List<List<Long>> samples, int measure) {
    List<Long> medians = new ArrayList<>();
    int size = samples.size() / QUARTERS;
    for (int i = 0; i < QUARTERS; i++) {
      medians.add(
          samples.subList(i * size, (i + 1) * size).stream()
              .map(sample -> sample.get(measure))
              .sorted()
              .skip(size / 2)
              .findFirst()
              .orElseThrow());
    }
    return medians;
  }

  /**
   * From the second quarter to the last: a quarter more, and what pools hold when they are full.
   */
  private static void assertNoGrowth(String measure, List<Long> quarters) {
    long slack = measure.startsWith("heap") ? 8 * 1024 : 20;
    long most = quarters.get(1) * 5 / 4 + slack;
    assertTrue(quarters.get(3) <= most, measure + " grew: " + quarters + ", at most " + most);
  }

  private static void report(List<List<Long>> samples, SoakLoad load, int outages) {
    System.out.printf(
        "%nSoak of %d minutes (%d s), %d calls a second, %d outages, %d samples%n",
        length().toMinutes(), length().toSeconds(), CALLS_A_SECOND, outages, samples.size());
    System.out.println("| measured | 1st quarter | 2nd | 3rd | 4th | most |");
    System.out.println("|---|---|---|---|---|---|");
    for (int i = 0; i < ProcessVitals.NAMES.size(); i++) {
      int measure = i;
      List<Long> medians = quarters(samples, i);
      System.out.printf(
          "| %s | %d | %d | %d | %d | %d |%n",
          ProcessVitals.NAMES.get(i),
          medians.get(0),
          medians.get(1),
          medians.get(2),
          medians.get(3),
          samples.stream().mapToLong(sample -> sample.get(measure)).max().orElse(0));
    }
    List<Long> millis = load.hookMillis();
    System.out.printf(
        "hooks: %d, half below %d ms, 99 of 100 below %d ms, longest %d ms%n",
        millis.size(),
        millis.get(millis.size() / 2),
        millis.get(millis.size() * 99 / 100),
        millis.get(millis.size() - 1));
    load.heard().forEach((kind, times) -> System.out.printf("  %6d  %s%n", times, kind));
  }
}
