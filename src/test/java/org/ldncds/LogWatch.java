package org.ldncds;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Reads every line that any test makes the service log, and fails that test where a line holds a
 * patient, free text or a token: what tests always send, and what the last requests said.
 */
public final class LogWatch extends AppenderBase<ILoggingEvent> {

  /** A token's first letters (an object of JSON in base64), and the words of the tests. */
  private static final List<String> ALWAYS = List.of("canary", "test-patient", "eyJ");

  private static final int REMEMBERED = 300;
  private static final ConcurrentLinkedDeque<String> SENT = new ConcurrentLinkedDeque<>();
  private static final ConcurrentLinkedDeque<String> TOLD = new ConcurrentLinkedDeque<>();
  private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

  /** No line may hold this, neither from now on nor of those that were just written. */
  public static void sent(String secret) {
    remember(SENT, secret);
    for (Iterator<String> told = TOLD.iterator(); told.hasNext(); ) {
      String line = told.next();
      if (line.contains(secret)) {
        LEAKS.add(line);
        told.remove();
      }
    }
  }

  private static void remember(ConcurrentLinkedDeque<String> last, String text) {
    last.addFirst(text);
    if (last.size() > REMEMBERED) {
      last.pollLast();
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    List<String> parts = new ArrayList<>(List.of(String.valueOf(event.getFormattedMessage())));
    event.getMDCPropertyMap().forEach((key, value) -> parts.add(value));
    if (event.getKeyValuePairs() != null) {
      event.getKeyValuePairs().forEach(pair -> parts.add(String.valueOf(pair.value)));
    }
    for (IThrowableProxy thrown = event.getThrowableProxy();
        thrown != null;
        thrown = thrown.getCause()) {
      parts.add(String.valueOf(thrown.getMessage()));
    }
    for (String part : parts) {
      if (holds(ALWAYS, part) || holds(SENT, part)) {
        LEAKS.add(event.getLoggerName() + ": " + part);
      } else {
        remember(TOLD, part);
      }
    }
  }

  private static boolean holds(Iterable<String> secrets, String part) {
    for (String secret : secrets) {
      if (part.contains(secret)) {
        return true;
      }
    }
    return false;
  }

  private static void requireNoLeak() {
    List<String> leaks = new ArrayList<>(LEAKS);
    LEAKS.removeAll(leaks);
    if (!leaks.isEmpty()) {
      throw new AssertionError("the log tells what it may not: " + leaks);
    }
  }

  /** Found by JUnit for every test there is (META-INF/services). */
  public static final class EveryTest implements AfterEachCallback, AfterAllCallback {

    @Override
    public void afterEach(ExtensionContext test) {
      requireNoLeak();
    }

    @Override
    public void afterAll(ExtensionContext tests) {
      requireNoLeak();
    }
  }
}
