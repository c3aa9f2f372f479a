package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** What callers hear once the service takes no more; {@link ProcessTest} ends a real process. */
class ShutdownTest {

  private static HttpResponse<byte[]> call(URI address) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(TestRequests.bytes(TestRequests.naltrexone())))
                .build(),
            BodyHandlers.ofByteArray());
  }

  @Test
  void afterItsDrainCallsAreRefusedWithAWord() throws Exception {
    try (ServletWebServerApplicationContext service =
        (ServletWebServerApplicationContext)
            SpringApplication.run(LdnCdsApplication.class, "--server.port=0")) {
      URI address =
          URI.create(
              "http://127.0.0.1:"
                  + service.getEnvironment().getProperty("local.server.port")
                  + HttpTest.SERVICE);
      assertEquals(200, call(address).statusCode());
      service.getBean(Shutdown.class).stop();
      HttpResponse<byte[]> refused = call(address);
      HttpTest.outcome(503, "", refused);
      assertEquals("1", refused.headers().firstValue("Retry-After").orElse(""));
    }
  }
}
