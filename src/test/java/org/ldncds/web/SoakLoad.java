package org.ldncds.web;

import static org.ldncds.web.TestRequests.JSON;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.naltrexone;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * Callers of many kinds, good and bad, in an order that a seed decides; each answer is judged at
 * once by what its kind of call may hear.
 */
final class SoakLoad {

  private static final int CALLERS = 4;
  private static final int REMEMBERED = 1_000;
  private static final byte[] PREFETCHED = bytes(naltrexone());
  private static final byte[] NO_JSON = "{\"canary\":".getBytes(StandardCharsets.UTF_8);
  private static final byte[] TOO_LARGE = padded(6 << 20);
  private static final byte[] LARGE = padded(1 << 20);

  private final ProductionProcess service;
  private final FaultyEhr ehr;
  private final long pause;
  private final List<Thread> callers = new ArrayList<>();
  private final Queue<String> cards = new ConcurrentLinkedQueue<>();
  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> heard = new ConcurrentSkipListMap<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final Queue<Long> hookMillis = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  /**
   * @param perSecond about so many calls
   */
  SoakLoad(ProductionProcess service, FaultyEhr ehr, long seed, int perSecond) {
    this.service = service;
    this.ehr = ehr;
    this.pause = TimeUnit.SECONDS.toNanos(1) * CALLERS / perSecond;
    for (int i = 0; i < CALLERS; i++) {
      Random random = new Random(seed + i);
      callers.add(new Thread(() -> work(random), "caller"));
    }
    callers.forEach(Thread::start);
  }

  private static byte[] padded(int size) {
    String request = new String(bytes(naltrexone()), StandardCharsets.UTF_8);
    return ("{\"padding\":\"" + "x".repeat(size) + "\"," + request.substring(1))
        .getBytes(StandardCharsets.UTF_8);
  }

  private void work(Random random) {
    while (!over) {
      long begin = System.nanoTime();
      try {
        call(random);
      } catch (IOException e) {
        wrong.add("no answer: " + e.getClass().getName());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      LockSupport.parkNanos(pause - (System.nanoTime() - begin));
    }
  }

  private void call(Random random) throws IOException, InterruptedException {
    int of = random.nextInt(100);
    if (of < 30) {
      hook("complete", PREFETCHED, "TitrationPlan");
    } else if (of < 60) {
      String fault = FaultyEhr.FAULTS.get(random.nextInt(FaultyEhr.FAULTS.size()));
      String server = ehr.server(fault, random.nextInt(FaultyEhr.SERVERS_PER_FAULT));
      hook("EHR ill: " + fault, bytes(FaultyEhr.bare(server)), "CheckIncomplete");
    } else if (of < 72) {
      hook("EHR well", bytes(FaultyEhr.bare(ehr.well())), "OpioidConflict");
    } else if (of < 86) {
      feedback();
    } else if (of < 90) {
      String token = ProductionProcess.token(HttpTest.SERVICE);
      post("token", token, PREFETCHED, Set.of(200));
      post("token again", token, PREFETCHED, Set.of(401));
    } else if (of < 93) {
      post("no JSON", ProductionProcess.token(HttpTest.SERVICE), NO_JSON, Set.of(400));
    } else if (of < 95) {
      post("1 MB", ProductionProcess.token(HttpTest.SERVICE), LARGE, Set.of(200));
    } else if (of < 97) {
      tooLarge();
    } else {
      discovery();
    }
  }

  /** What it expects may be missing only where a card says that something was not checked. */
  private void hook(String kind, byte[] body, String topic)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    HttpResponse<byte[]> answer =
        post(kind, ProductionProcess.token(HttpTest.SERVICE), body, Set.of(200));
    hookMillis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    if (answer.statusCode() != 200) {
      return;
    }
    JsonNode shown = JSON.readTree(answer.body()).get("cards");
    List<String> topics =
        EhrTest.topics(shown).stream().map(card -> card.split(" ", -1)[0]).toList();
    if (!topics.contains(topic)) {
      heard.merge(kind + ", said to be incomplete", 1, Integer::sum);
      if (!topics.contains("CheckIncomplete")) {
        wrong.add(kind + " had " + topics);
      }
    }
    shown.forEach(card -> cards.add(card.get("uuid").asString()));
    while (cards.size() > REMEMBERED) {
      cards.poll();
    }
  }

  /** 503 where the database is away. */
  private void feedback() throws IOException, InterruptedException {
    String card = cards.poll();
    if (card == null) {
      return;
    }
    byte[] body = bytes(BusyEhr.overridden(List.of(card)));
    String path = FeedbackHttpTest.FEEDBACK;
    HttpResponse<byte[]> answer =
        service.send(service.call(path, ProductionProcess.token(path), body));
    note("feedback", answer, Set.of(200));
    if (answer.statusCode() == 200) {
      answered.add(card);
    } else {
      cards.add(card);
    }
  }

  /** Whoever goes on sending after the refusal is cut off, and may not hear it. */
  private void tooLarge() throws InterruptedException {
    try {
      post("6 MB", ProductionProcess.token(HttpTest.SERVICE), TOO_LARGE, Set.of(413));
    } catch (IOException e) {
      heard.merge("6 MB: cut off", 1, Integer::sum);
    }
  }

  private void discovery() throws IOException, InterruptedException {
    HttpRequest request =
        service
            .request("/cds-services")
            .header("Authorization", "Bearer " + ProductionProcess.token("/cds-services"))
            .build();
    note("discovery", service.send(request), Set.of(200));
  }

  private HttpResponse<byte[]> post(String kind, String token, byte[] body, Set<Integer> expected)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = service.send(service.call(HttpTest.SERVICE, token, body));
    note(kind, answer, expected);
    return answer;
  }

  private void note(String kind, HttpResponse<byte[]> answer, Set<Integer> expected) {
    int status = answer.statusCode();
    heard.merge(kind + ": " + status, 1, Integer::sum);
    boolean busy = status == 503 && answer.headers().firstValue("Retry-After").isPresent();
    if (!expected.contains(status) && !busy) {
      wrong.add(kind + " heard " + status);
    }
  }

  /** Answers by kind and status. */
  Map<String, Integer> heard() {
    return heard;
  }

  /** Answers that nobody should have heard. */
  List<String> wrong() {
    return List.copyOf(wrong);
  }

  /** Cards whose feedback was answered with 200. */
  Set<String> answered() {
    return answered;
  }

  /** How long hooks took, in milliseconds, the shortest first. */
  List<Long> hookMillis() {
    return hookMillis.stream().sorted().toList();
  }

  void end() throws InterruptedException {
    over = true;
    for (Thread caller : callers) {
      caller.join();
    }
  }
}
