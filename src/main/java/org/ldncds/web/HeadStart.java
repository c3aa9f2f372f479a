package org.ldncds.web;

import java.time.Clock;
import java.time.ZoneOffset;
import org.ldncds.fhir.PrefetchKey;
import org.ldncds.hooks.CardSettings;
import org.ldncds.knowledge.Knowledge;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Rehearses the stories on a thread of its own while Spring still puts the service together. What
 * that loads and compiles, above all of HAPI, the service then finds warm.
 */
final class HeadStart implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Thread thread = new Thread(() -> rehearse(context.getEnvironment()), "head-start");
    thread.setDaemon(true);
    thread.start();
  }

  private static void rehearse(Environment settings) {
    try {
      SeedRequests requests =
          SeedRequests.in(Folders.find(settings.getProperty("cds.seeds"), "seeds"));
      Knowledge knowledge =
          Knowledge.load(
              Folders.find(settings.getProperty("cds.knowledge"), "cds-services"),
              Wiring.CHECK_NAMES,
              PrefetchKey.keys(),
              drugs -> drugs);
      CardSettings cards = new CardSettings(4, CardSettings.OFF_BY_DEFAULT, false);
      requests.rehearse(
          knowledge, Wiring.pipeline(knowledge, cards, ZoneOffset.UTC), Clock.systemUTC());
    } catch (RuntimeException e) {
      // The start itself says what is wrong with its files
      LoggerFactory.getLogger(HeadStart.class).debug("no head start: {}", e.getClass().getName());
    }
  }
}
