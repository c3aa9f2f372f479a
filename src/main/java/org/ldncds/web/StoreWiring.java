package org.ldncds.web;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.ldncds.store.CardStore;
import org.ldncds.store.Database;
import org.ldncds.store.FeedbackStore;
import org.ldncds.store.InsightsReader;
import org.ldncds.store.KeyedHash;
import org.ldncds.store.StoreSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the parts of the store together. */
@Configuration
class StoreWiring {

  private static final int SHORTEST_KEY = 16;
  private static final int LONGEST_COMMENT = 10_000;

  @Bean
  Database database(DataSource source) {
    return new Database(source);
  }

  @Bean
  StoreSettings storeSettings(
      CdsProperties settings, StoreProperties store, FeedbackProperties feedback) {
    require(
        !store.retention().isNegative() && !store.retention().isZero(),
        "cds.store.retention is " + store.retention() + ", so nothing would be kept. Maybe 400d?");
    require(
        store.queue() > 0, "cds.store.queue is " + store.queue() + ". Maybe leave it at 10000?");
    require(
        feedback.longestComment() > 0 && feedback.longestComment() <= LONGEST_COMMENT,
        "cds.feedback.longest-comment is "
            + feedback.longestComment()
            + ". Set it to something from 1 to "
            + LONGEST_COMMENT
            + ".");
    return new StoreSettings(
        store.queue(),
        store.retention(),
        feedback.quietRepeats(),
        longestQuiet(settings, feedback),
        feedback.comments(),
        feedback.longestComment(),
        settings.zone() == null ? ZoneId.systemDefault() : settings.zone(),
        Folders.find(settings.knowledge(), "cds-services").version());
  }

  private static Duration longestQuiet(CdsProperties settings, FeedbackProperties feedback) {
    return Stream.concat(
            Stream.of(feedback.quietRepeats()),
            settings.clients().stream().map(CdsProperties.ClientProperties::quietRepeats))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** Without a key of the deployer's, repeats are linked until the next start only. */
  @Bean
  KeyedHash keyedHash(StoreProperties store) {
    String key = store.hashKey();
    if (key.isBlank()) {
      byte[] random = new byte[32];
      new SecureRandom().nextBytes(random);
      return new KeyedHash(random);
    }
    require(
        key.length() >= SHORTEST_KEY,
        "cds.store.hash-key is too short to keep a secret. Maybe take the output of: openssl rand -hex 32");
    return new KeyedHash(key.getBytes(StandardCharsets.UTF_8));
  }

  @Bean
  CardStore cardStore(
      Database database,
      StoreSettings settings,
      KeyedHash hash,
      MeterRegistry meters,
      Clock clock) {
    return new CardStore(database, settings, hash, meters, clock);
  }

  @Bean
  FeedbackStore feedbackStore(Database database, StoreSettings settings, Clock clock) {
    return new FeedbackStore(database, settings, clock);
  }

  @Bean
  InsightsReader insightsReader(Database database, StoreSettings settings) {
    return new InsightsReader(database, settings);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new StartRefusedException(otherwise);
    }
  }
}
