package org.ldncds.web;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Redis only where a deployer named one: Spring Boot would look for it on this machine. */
@Configuration(proxyBeanMethods = false)
@Conditional(RedisWiring.Named.class)
@Import(DataRedisAutoConfiguration.class)
class RedisWiring {

  /** Any of the ways to name one. */
  static final class Named extends AnyNestedCondition {

    Named() {
      super(ConfigurationPhase.PARSE_CONFIGURATION);
    }

    @ConditionalOnProperty("spring.data.redis.url")
    static final class ByUrl {}

    @ConditionalOnProperty("spring.data.redis.host")
    static final class ByHost {}

    @ConditionalOnProperty("spring.data.redis.sentinel.master")
    static final class BySentinel {}

    @ConditionalOnProperty("spring.data.redis.cluster.nodes[0]")
    static final class ByCluster {}
  }
}
