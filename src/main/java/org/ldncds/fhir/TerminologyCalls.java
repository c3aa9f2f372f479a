package org.ldncds.fhir;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Calls operations of one terminology server over HTTP: no redirect is followed, no answer is taken
 * beyond its limit, and each call has one deadline for all of it.
 */
final class TerminologyCalls {

  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

  private final URI base;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1) // no upgrade in the middle of parallel calls
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(LONGEST_CONNECT)
          .build();

  /**
   * @param base of its FHIR addresses
   * @throws IllegalArgumentException where the address is not one that may be asked
   */
  TerminologyCalls(URI base) {
    requireSafe(base);
    this.base = base;
  }

  private static void requireSafe(URI base) {
    String host = base.getHost() == null ? "" : base.getHost();
    boolean loopback = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    boolean secure =
        "https".equals(base.getScheme()) || ("http".equals(base.getScheme()) && loopback);
    if (host.isEmpty()
        || !secure
        || base.getUserInfo() != null
        || base.getQuery() != null
        || base.getFragment() != null) {
      throw new IllegalArgumentException(
          "it has to be an https address without user, query and fragment (http only on this machine)");
    }
  }

  /**
   * @param operation with its resource, "CodeSystem/$lookup"
   * @param largest bytes of an answer
   * @param longest for the call and its answer
   * @return completes with an exception where no answer came, or not in time, or too large a one
   */
  CompletableFuture<TerminologyAnswer> get(
      String operation, Map<String, String> query, int largest, Duration longest) {
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(request(operation, query, longest), head -> new CappedBody(largest));
    return sent.copy()
        .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(response -> TerminologyAnswer.of(response.statusCode(), response.body()))
        .whenComplete((answer, fault) -> sent.cancel(true));
  }

  private HttpRequest request(String operation, Map<String, String> query, Duration longest) {
    String parameters =
        query.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    String root = base.toString();
    return HttpRequest.newBuilder(
            URI.create((root.endsWith("/") ? root : root + "/") + operation + "?" + parameters))
        .header("Accept", "application/fhir+json")
        .timeout(longest)
        .GET()
        .build();
  }
}
