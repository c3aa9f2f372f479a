package org.ldncds.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import redis.embedded.RedisServer;

/** A token serves once, on whichever replica, and while the shared memory is down. */
class ReplayMemoryTest {

  private final AtomicInteger fallbacks = new AtomicInteger();

  private static Instant until() {
    return Instant.now().plusSeconds(300);
  }

  private ReplayMemory replica(SeenTokens store) {
    return new ReplayMemory(
        Clock.systemUTC(),
        System::nanoTime,
        Optional.of(new SharedMemory(store, fallbacks::incrementAndGet)));
  }

  private static JdbcDataSource database() {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    new ResourceDatabasePopulator(new ClassPathResource("db/migration/V2__seen_jwt.sql"))
        .execute(database);
    return database;
  }

  private void replicasShare(SeenTokens store) {
    ReplayMemory one = replica(store);
    ReplayMemory other = replica(store);
    assertTrue(one.firstUse("https://a", "1", until()));
    assertFalse(one.firstUse("https://a", "1", until()));
    assertFalse(other.firstUse("https://a", "1", until()));
    assertTrue(other.firstUse("https://b", "1", until()));
    assertTrue(other.firstUse("https://a", "x".repeat(500), until()));
    List<CompletableFuture<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      ReplayMemory replica = replica(store);
      calls.add(CompletableFuture.supplyAsync(() -> replica.firstUse("https://a", "2", until())));
    }
    assertEquals(1, calls.stream().filter(CompletableFuture::join).count());
    assertEquals(0, fallbacks.get());
  }

  @Test
  void replicasShareADatabase() {
    replicasShare(new DatabaseSeenTokens(database(), Clock.systemUTC()));
  }

  @Test
  void replicasShareRedis() throws IOException {
    RedisServer redis = RedisServer.newRedisServer().bind("127.0.0.1").port(freePort()).build();
    redis.start();
    LettuceConnectionFactory connections =
        new LettuceConnectionFactory("127.0.0.1", redis.ports().get(0));
    connections.afterPropertiesSet();
    connections.start();
    StringRedisTemplate template = new StringRedisTemplate(connections);
    SeenTokens store = new RedisSeenTokens(template, Clock.systemUTC());
    try {
      template.hasKey("warm");
      replicasShare(store);
      Long life = template.getExpire(template.keys("*").iterator().next());
      assertTrue(life > 290 && life <= 301, life + " s");
    } finally {
      redis.stop();
    }
    ReplayMemory alone = replica(store);
    assertTrue(alone.firstUse("https://a", "3", until()));
    assertFalse(alone.firstUse("https://a", "3", until()));
    assertEquals(1, fallbacks.get());
    connections.destroy();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aStoreThatHangsIsNotWaitedFor() {
    ReplayMemory memory =
        replica(
            (token, until) -> {
              try {
                Thread.sleep(60_000);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return true;
            });
    long begin = System.nanoTime();
    for (int i = 0; i < 200; i++) {
      assertTrue(memory.firstUse("https://a", "id" + i, until()));
      assertFalse(memory.firstUse("https://a", "id" + i, until()));
    }
    assertEquals(200, fallbacks.get());
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(took.compareTo(Duration.ofSeconds(2)) < 0, "left alone after three: " + took);
  }

  @Test
  void expiredTokensAreSweptFromTheDatabase() {
    JdbcDataSource database = database();
    TestClock clock = new TestClock();
    DatabaseSeenTokens store = new DatabaseSeenTokens(database, clock);
    assertTrue(store.firstUse("a", clock.instant().plusSeconds(60)));
    assertTrue(store.firstUse("b", clock.instant().plusSeconds(3_600)));
    clock.pass(Duration.ofMinutes(6));
    assertFalse(store.firstUse("b", clock.instant().plusSeconds(60)));
    assertEquals(
        List.of("b"),
        JdbcClient.create(database)
            .sql("select trim(token) from seen_jwt")
            .query(String.class)
            .list());
  }

  @Test
  void thisProcessForgetsWhatHasExpired() {
    TestClock clock = new TestClock();
    AtomicInteger seconds = new AtomicInteger();
    ReplayMemory memory =
        new ReplayMemory(clock, () -> seconds.get() * 1_000_000_000L, Optional.empty());
    assertTrue(memory.firstUse("https://a", "1", clock.instant().plusSeconds(10)));
    seconds.set(9);
    assertFalse(memory.firstUse("https://a", "1", clock.instant().plusSeconds(10)));
    seconds.set(11);
    assertTrue(memory.firstUse("https://a", "1", clock.instant().plusSeconds(10)));
  }
}
