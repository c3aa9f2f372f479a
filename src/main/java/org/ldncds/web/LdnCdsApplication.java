package org.ldncds.web;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisRepositoriesAutoConfiguration;

/**
 * Starts the service, or does what the command line asks for instead: imports a release of RxNorm,
 * loads the stories into another FHIR server.
 */
@SpringBootApplication(
    scanBasePackages = "org.ldncds",
    exclude = {
      DataRedisAutoConfiguration.class,
      DataRedisReactiveAutoConfiguration.class,
      DataRedisRepositoriesAutoConfiguration.class
    })
@ConfigurationPropertiesScan
public class LdnCdsApplication {

  public static void main(String[] args) {
    if (RxNormCommand.isMeant(args)) {
      System.exit(RxNormCommand.run(args));
    }
    if (SeedsCommand.isMeant(args)) {
      System.exit(SeedsCommand.run(args));
    }
    SpringApplication.run(LdnCdsApplication.class, args);
  }
}
