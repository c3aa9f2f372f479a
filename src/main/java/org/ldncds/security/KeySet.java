package org.ldncds.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of one client, kept in memory. A known key never waits for the network and
 * outlives an outage of the key server for a day; an unknown one asks for a refresh, at most every
 * 30 seconds (5 while no key is known), so that invented key ids cannot be turned into load.
 */
public final class KeySet implements JWKSource<SecurityContext> {

  static final Duration FRESH = Duration.ofMinutes(10);
  static final Duration LONGEST = Duration.ofHours(24);
  static final Duration BETWEEN = Duration.ofSeconds(30);

  /** While no key is known, nobody of this client can call. */
  static final Duration BETWEEN_WITHOUT_KEYS = Duration.ofSeconds(5);

  private static final int SHORTEST_RSA_BITS = 2048;
  private static final System.Logger LOG = System.getLogger(KeySet.class.getName());

  /** Where the keys come from, as a JSON Web Key Set. */
  @FunctionalInterface
  public interface Origin {
    String read() throws IOException;
  }

  /** Keys and when they were read. */
  private record Known(JWKSet keys, Instant at) {}

  private final String client;
  private final Origin origin;
  private final Clock clock;
  private final ReentrantLock asking = new ReentrantLock();
  private final AtomicBoolean refreshing = new AtomicBoolean();
  private volatile @Nullable Known known;
  private volatile Instant nextAsk = Instant.MIN;

  /**
   * @param client its name in our settings, for the log
   */
  public KeySet(String client, Origin origin, Clock clock) {
    this.client = client;
    this.origin = origin;
    this.clock = clock;
  }

  /** Keys that the deployer wrote down: they never change while the service runs. */
  public static JWKSource<SecurityContext> fixed(String json) throws ParseException {
    JWKSet keys = usable(json);
    return (selector, context) -> selector.select(keys);
  }

  /** Asks beside, so that the first call need not wait. */
  void askAhead() {
    if (refreshing.compareAndSet(false, true)) {
      refreshOnItsOwnThread();
    }
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    List<JWK> found = select(selector);
    if (!found.isEmpty()) {
      refreshWhereOld();
      return found;
    }
    refresh();
    return select(selector);
  }

  private List<JWK> select(JWKSelector selector) {
    Known now = known;
    return now == null || clock.instant().isAfter(now.at().plus(LONGEST))
        ? List.of()
        : selector.select(now.keys());
  }

  private void refreshWhereOld() {
    Known now = known;
    Instant instant = clock.instant();
    if (now != null
        && instant.isAfter(now.at().plus(FRESH))
        && !instant.isBefore(nextAsk)
        && refreshing.compareAndSet(false, true)) {
      refreshOnItsOwnThread();
    }
  }

  private void refreshOnItsOwnThread() {
    Thread refresher = new Thread(this::refreshBeside, "key-set");
    refresher.setDaemon(true);
    refresher.start();
  }

  private void refreshBeside() {
    try {
      refresh();
    } finally {
      refreshing.set(false);
    }
  }

  /** One asks; those who come meanwhile wait for its answer, and ask no second time. */
  private void refresh() {
    asking.lock();
    try {
      Instant now = clock.instant();
      if (now.isBefore(nextAsk)) {
        return;
      }
      nextAsk = now.plus(known == null ? BETWEEN_WITHOUT_KEYS : BETWEEN);
      known = new Known(usable(origin.read()), now);
      nextAsk = now.plus(BETWEEN);
    } catch (IOException | ParseException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the keys of {0} cannot be read: {1}",
          client,
          e.getClass().getName());
    } finally {
      asking.unlock();
    }
  }

  /** Only public keys that can verify, and no short ones. */
  private static JWKSet usable(String json) throws ParseException {
    return new JWKSet(
        JWKSet.parse(json).getKeys().stream()
            .map(JWK::toPublicJWK)
            .filter(KeySet::strong)
            .toList());
  }

  private static boolean strong(@Nullable JWK key) {
    try {
      return key instanceof ECKey
          || (key instanceof RSAKey rsa
              && rsa.toRSAPublicKey().getModulus().bitLength() >= SHORTEST_RSA_BITS);
    } catch (JOSEException e) {
      return false;
    }
  }
}
