package org.ldncds.web;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.sql.DataSource;
import org.ldncds.hooks.Clients;
import org.ldncds.security.DatabaseSeenTokens;
import org.ldncds.security.Endpoints;
import org.ldncds.security.KeyServer;
import org.ldncds.security.RedisSeenTokens;
import org.ldncds.security.ReplayMemory;
import org.ldncds.security.SeenTokens;
import org.ldncds.security.SharedMemory;
import org.ldncds.security.TokenCheck;
import org.ldncds.security.TrustedClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts together what decides whom to trust. */
@Configuration(proxyBeanMethods = false)
class TrustWiring {

  @Bean
  KeyServer keyServer() throws NoSuchAlgorithmException {
    return new KeyServer(SSLContext.getDefault());
  }

  @Bean
  Endpoints endpoints(CdsProperties settings) {
    return new Endpoints(ClientSettings.publicUrl(settings.publicUrl()));
  }

  @Bean
  TokenCheck tokenCheck(
      StartCheck start,
      CdsProperties settings,
      Clients clients,
      KeyServer keyServer,
      ReplayMemory seen,
      Clock clock) {
    List<TrustedClient> trusted =
        new TrustSettings(keyServer, clock).clients(settings.clients(), clients);
    if (start.production()) {
      trusted.forEach(TrustedClient::askForKeysAhead);
    }
    return new TokenCheck(trusted, seen, clock);
  }

  /** Redis where one is configured, else the database where there is one, else this process. */
  @Bean
  ReplayMemory replayMemory(
      ObjectProvider<StringRedisTemplate> redis,
      ObjectProvider<DataSource> database,
      MeterRegistry metrics,
      Clock clock) {
    Optional<SeenTokens> store =
        Optional.ofNullable(redis.getIfAvailable())
            .<SeenTokens>map(template -> new RedisSeenTokens(template, clock))
            .or(
                () ->
                    Optional.ofNullable(database.getIfAvailable())
                        .map(source -> new DatabaseSeenTokens(source, clock)));
    Runnable onFallback = metrics.counter("cds.replay.fallbacks")::increment;
    return new ReplayMemory(
        clock, Ticker.systemTicker(), store.map(s -> new SharedMemory(s, onFallback)));
  }

  @Bean
  FaultFilter faultFilter(
      @Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> answers) {
    return new FaultFilter(answers);
  }

  @Bean
  Unauthorized unauthorized(MeterRegistry metrics) {
    return new Unauthorized(metrics);
  }

  @Bean
  WebMvcConfigurer gate(CallGate gate) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(gate).addPathPatterns("/cds-services/**");
      }
    };
  }
}
