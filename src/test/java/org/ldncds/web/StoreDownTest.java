package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.naltrexone;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A PostgreSQL that is not there, comes, goes and comes back, while cards are asked for. */
class StoreDownTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static EmbeddedPostgres postgres(int port, Path folder) throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(folder)
        .setCleanDataDirectory(false)
        .start();
  }

  private static HttpResponse<byte[]> post(String url, byte[] body) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private static HttpResponse<byte[]> feedback(String address, String card) throws Exception {
    return post(
        address + FeedbackHttpTest.FEEDBACK,
        bytes(
            json(
                "{'feedback':[{'card':'%s','outcome':'overridden','outcomeTimestamp':'2026-11-24T10:00:00Z'}]}"
                    .formatted(card))));
  }

  private static String keptOnceItIsBack(String address) throws Exception {
    for (int tries = 0; tries < 60; tries++) {
      String card = UUID.randomUUID().toString();
      if (feedback(address, card).statusCode() == 200) {
        return card;
      }
      Thread.sleep(250);
    }
    throw new AssertionError("feedback is refused although the database is back");
  }

  @Test
  void hooksAnswerAndFeedbackIsTakenAgainOnceTheDatabaseIsBack(@TempDir Path folder)
      throws Exception {
    int port = freePort();
    String url = "jdbc:postgresql://localhost:" + port + "/postgres";
    Map<Integer, AtomicInteger> hookStatuses = new ConcurrentHashMap<>();
    AtomicBoolean over = new AtomicBoolean();
    try (ConfigurableApplicationContext context =
        SpringApplication.run(
            LdnCdsApplication.class,
            "--server.port=0",
            "--spring.datasource.url=" + url,
            "--spring.datasource.username=postgres")) {
      String address =
          "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
      Thread asking = new Thread(() -> ask(address, hookStatuses, over));
      asking.start();
      try {
        isDown(address);
        String first;
        try (EmbeddedPostgres running = postgres(port, folder)) {
          first = keptOnceItIsBack(address);
          assertEquals(1L, feedbackOf(running, first));
        }
        isDown(address);
        try (EmbeddedPostgres running = postgres(port, folder)) {
          String second = keptOnceItIsBack(address);
          assertEquals(1L, feedbackOf(running, first));
          assertEquals(1L, feedbackOf(running, second));
        }
      } finally {
        over.set(true);
        asking.join();
      }
    }
    assertEquals(Set.of(200), hookStatuses.keySet(), hookStatuses::toString);
  }

  private static long feedbackOf(EmbeddedPostgres postgres, String card) {
    return JdbcClient.create(postgres.getPostgresDatabase())
        .sql("select count(*) from feedback where card = ?")
        .param(card)
        .query(Long.class)
        .single();
  }

  private static void isDown(String address) throws Exception {
    HttpResponse<byte[]> refused = feedback(address, "lost");
    HttpTest.outcome(503, "", refused);
    assertTrue(refused.headers().firstValue("Retry-After").isPresent());
    HttpRequest readiness =
        HttpRequest.newBuilder(URI.create(address + "/actuator/health/readiness")).build();
    assertEquals(200, CLIENT.send(readiness, BodyHandlers.discarding()).statusCode());
    HttpRequest insights = HttpRequest.newBuilder(URI.create(address + "/insights")).build();
    assertEquals(503, CLIENT.send(insights, BodyHandlers.discarding()).statusCode());
  }

  private static void ask(
      String address, Map<Integer, AtomicInteger> statuses, AtomicBoolean over) {
    byte[] request = bytes(naltrexone());
    while (!over.get()) {
      int status;
      try {
        status = post(address + HttpTest.SERVICE, request).statusCode();
      } catch (Exception e) {
        status = 0;
      }
      statuses.computeIfAbsent(status, s -> new AtomicInteger()).incrementAndGet();
    }
  }
}
