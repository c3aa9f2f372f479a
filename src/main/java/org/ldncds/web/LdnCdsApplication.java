package org.ldncds.web;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.data.autoconfigure.metrics.DataRepositoryMetricsAutoConfiguration;
import org.springframework.boot.data.autoconfigure.web.DataWebAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisRepositoriesAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.observation.LettuceObservationAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ScheduledTasksObservationAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.PersistenceExceptionTranslationAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizationAutoConfiguration;

/**
 * Starts the service, or does what the command line asks for instead: imports a release of RxNorm,
 * loads the stories into another FHIR server.
 */
@SpringBootApplication(
    scanBasePackages = {"org.ldncds.web", "org.ldncds.sandbox"},
    // What it does not use takes no time of its start
    exclude = {
      AopAutoConfiguration.class,
      DataRedisAutoConfiguration.class,
      DataRedisReactiveAutoConfiguration.class,
      DataRedisRepositoriesAutoConfiguration.class,
      DataRepositoryMetricsAutoConfiguration.class,
      DataSourceTransactionManagerAutoConfiguration.class,
      DataWebAutoConfiguration.class,
      LettuceObservationAutoConfiguration.class,
      MultipartAutoConfiguration.class,
      OpenTelemetryLoggingAutoConfiguration.class,
      OtlpLoggingAutoConfiguration.class,
      PersistenceExceptionTranslationAutoConfiguration.class,
      ScheduledTasksObservationAutoConfiguration.class,
      TaskExecutionAutoConfiguration.class,
      TaskSchedulingAutoConfiguration.class,
      TransactionAutoConfiguration.class,
      TransactionManagerCustomizationAutoConfiguration.class,
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
    SpringApplication application = new SpringApplication(LdnCdsApplication.class);
    application.addInitializers(new HeadStart());
    application.run(args);
  }
}
