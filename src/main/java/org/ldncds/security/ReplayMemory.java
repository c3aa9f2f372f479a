package org.ldncds.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Lets each token be used once. This process always remembers; where replicas share a memory it is
 * asked too, and while it is down this process's own memory goes on.
 */
public final class ReplayMemory {

  /** More tokens than an hour of 250 calls a second; the oldest would be forgotten first. */
  private static final int MOST = 1_000_000;

  private final Cache<String, Instant> here;
  private final Optional<SharedMemory> shared;

  public ReplayMemory(Clock clock, Ticker ticker, Optional<SharedMemory> shared) {
    this.shared = shared;
    this.here =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .ticker(ticker)
            .expireAfter(
                Expiry.<String, Instant>creating(
                    (token, until) -> Duration.between(clock.instant(), until)))
            .build();
  }

  /** Reaches for what replicas share, so that the first call need not. */
  public void connect(Instant now) {
    shared.ifPresent(memory -> memory.connect(now));
  }

  boolean firstUse(String issuer, String id, Instant until) {
    String token = digest(issuer, id);
    return here.asMap().putIfAbsent(token, until) == null
        && shared.map(memory -> memory.firstUse(token, until)).orElse(true);
  }

  /** Issuer and id are of any length; a digest keeps both out of stores and is short. */
  private static String digest(String issuer, String id) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(issuer.getBytes(StandardCharsets.UTF_8));
      sha.update((byte) 0);
      return HexFormat.of().formatHex(sha.digest(id.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
