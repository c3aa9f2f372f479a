package org.ldncds;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The watch over the log of all tests sees what it is there to see. */
class LogWatchTest {

  private static final Logger LOG = LoggerFactory.getLogger("a.logger.of.anybody");
  private static final LogWatch.EveryTest WATCH = new LogWatch.EveryTest();

  private static void failsThisTest() {
    ExtensionContext unused = null;
    assertThrows(AssertionError.class, () -> WATCH.afterEach(unused));
    assertDoesNotThrow(() -> WATCH.afterEach(unused), "and no other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"canary", "of test-patient", "Bearer eyJhbGciOi", "Ada Lovelace-Byron"})
  void wherever(String told) {
    LogWatch.sent("Ada Lovelace-Byron");
    LOG.info(told);
    failsThisTest();
    LOG.info("an argument: {}", told);
    failsThisTest();
    LOG.warn("a fault", new IllegalStateException("outer", new IllegalStateException(told)));
    failsThisTest();
    LOG.atInfo().addKeyValue("key", told).log("a value");
    failsThisTest();
    MDC.put("requestId", told);
    LOG.info("its context");
    MDC.remove("requestId");
    failsThisTest();
  }

  /** A request is known in full only once it was answered. */
  @Test
  void whatWasToldBeforeItWasKnown() {
    LOG.info("of Grace Hopper-Murray");
    LogWatch.sent("Grace Hopper-Murray");
    failsThisTest();
  }

  @Test
  void whatIsNoSecretMayBeTold() {
    LOG.info("decision: naltrexone-order-sign for hospital");
    assertDoesNotThrow(() -> WATCH.afterAll(null));
  }
}
