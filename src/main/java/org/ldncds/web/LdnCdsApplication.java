package org.ldncds.web;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class LdnCdsApplication {

  public static void main(String[] args) {
    SpringApplication.run(LdnCdsApplication.class, args);
  }
}
