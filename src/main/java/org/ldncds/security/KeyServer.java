package org.ldncds.security;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.ldncds.fhir.CappedBody;

/**
 * Reads a client's keys from its address: no redirects, one deadline for the whole answer, and no
 * more bytes than a key set has.
 */
public final class KeyServer {

  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final int MOST_BYTES = 256 * 1024;

  private final HttpClient http;

  public KeyServer(SSLContext trust) {
    this.http =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(DEADLINE)
            .sslContext(trust)
            .build();
  }

  /**
   * @throws IOException where the server does not answer 200 in time with a body of fair size
   */
  public String keys(URI address) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(DEADLINE)
            .header("Accept", "application/json")
            .build();
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(request, head -> new CappedBody(MOST_BYTES));
    try {
      HttpResponse<byte[]> answer = sent.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
      if (answer.statusCode() != 200) {
        throw new IOException("status " + answer.statusCode());
      }
      return new String(answer.body(), StandardCharsets.UTF_8);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      sent.cancel(true);
    }
  }
}
