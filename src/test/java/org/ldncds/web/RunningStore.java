package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.ldncds.web.TestRequests.bytes;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.ldncds.clinical.check.Topic;
import org.ldncds.hooks.CardSettings;
import org.ldncds.hooks.Client;
import org.ldncds.hooks.Dialect;
import org.ldncds.hooks.Feedback;
import org.ldncds.hooks.FeedbackReader;
import org.ldncds.store.CardStore;
import org.ldncds.store.Database;
import org.ldncds.store.FeedbackStore;
import org.ldncds.store.InsightsReader;
import org.ldncds.store.KeyedHash;
import org.ldncds.store.StoreDownException;
import org.ldncds.store.StoreSettings;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A store over an empty database, at noon of the day of the seeds. */
final class RunningStore implements AutoCloseable {

  static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
  static final Instant NOON = TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC);
  static final String SERVICE = "naltrexone-order-sign";
  private static final String EHR = "https://ehr.example.org/fhir";

  final DataSource source;
  private final Database database;
  final FeedbackStore feedback;
  final CardStore cards;
  final InsightsReader insights;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  RunningStore(Databases databases, boolean comments) {
    this(databases.empty(), comments, NOON);
  }

  RunningStore(DataSource source, boolean comments, Instant now) {
    this.source = source;
    this.database = new Database(source);
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    StoreSettings settings =
        new StoreSettings(
            1000,
            Duration.ofDays(400),
            Duration.ZERO,
            Duration.ofDays(30),
            comments,
            20,
            ZoneOffset.UTC,
            "test");
    this.feedback = new FeedbackStore(database, settings, clock);
    this.cards =
        new CardStore(
            database,
            settings,
            new KeyedHash("a key of the tests".getBytes(StandardCharsets.UTF_8)),
            meters,
            clock);
    this.insights = new InsightsReader(database, settings);
    cards.start();
    makeTables();
  }

  /** Another thread may be making them, and a busy machine takes its time. */
  private void makeTables() {
    for (int tries = 0; ; tries++) {
      try {
        insights.read(TODAY, TODAY);
        return;
      } catch (StoreDownException e) {
        if (tries == 5) {
          throw e;
        }
      }
    }
  }

  JdbcClient sql() {
    return JdbcClient.create(source);
  }

  /** What a client with these wishes is shown. */
  JsonNode ask(ObjectNode request, Duration quiet, boolean silent, Set<Topic> silentTopics) {
    request.put("fhirServer", EHR);
    Client client =
        new Client("clinic", List.of(EHR), Dialect.STANDARD, false, false, silent, 0, quiet);
    CardSettings settings =
        new CardSettings(4, Set.of(), false, "http://localhost:8080", silentTopics);
    return TestRequests.JSON
        .readTree(
            TestPipeline.bytes(
                TestPipeline.KNOWLEDGE,
                bytes(request),
                TODAY,
                settings,
                List.of(client),
                false,
                cards))
        .get("cards");
  }

  void override(JsonNode card, String code, String at) {
    feedback.keep(
        SERVICE,
        "",
        read(
            """
              {'feedback':[{'card':'%s','outcome':'overridden','outcomeTimestamp':'%s',
               'overrideReason':{'reason':{'code':'%s'},'userComment':'Dr\\u0007 Canary says that this is quite all right'}}]}
              """
                .formatted(card.get("uuid").asString(), at, code)));
  }

  /** Until all that was shown is written, and the recent overrides are loaded once more. */
  void settle(long shown) throws InterruptedException {
    for (int tries = 0; tries < 400 && count("card") < shown; tries++) {
      Thread.sleep(50);
    }
    assertEquals(shown, count("card"));
    cards.feedbackCame();
    Thread.sleep(500);
  }

  long count(String table) {
    return sql().sql("select count(*) from " + table).query(Long.class).single();
  }

  @Override
  public void close() {
    cards.stop();
  }

  static List<Feedback> read(String body) {
    return FeedbackReader.read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
