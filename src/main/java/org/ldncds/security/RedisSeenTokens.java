package org.ldncds.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Seen tokens in Redis: SET with NX and an expiry, which is atomic across replicas. */
public final class RedisSeenTokens implements SeenTokens {

  private static final String PREFIX = "ldn-cds:seen-jwt:";

  private final StringRedisTemplate redis;
  private final Clock clock;

  public RedisSeenTokens(StringRedisTemplate redis, Clock clock) {
    this.redis = redis;
    this.clock = clock;
  }

  @Override
  public boolean firstUse(String token, Instant until) {
    Duration left = Duration.between(clock.instant(), until).plusSeconds(1);
    return Boolean.TRUE.equals(redis.opsForValue().setIfAbsent(PREFIX + token, "1", left));
  }
}
