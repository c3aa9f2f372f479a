package org.ldncds.web.playground;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One call of the service and its answer.
 *
 * @param url what was called
 * @param took milliseconds on the wire, as the caller saw it
 * @param times of the service's stages
 */
public record Exchange(
    String service,
    String url,
    JsonNode request,
    int status,
    JsonNode answer,
    String took,
    List<Time> times) {

  /**
   * @param milliseconds with three decimals
   */
  public record Time(String stage, String milliseconds) {}

  public Exchange {
    times = List.copyOf(times);
  }

  List<JsonNode> orders() {
    return request
        .at("/context/draftOrders/entry")
        .valueStream()
        .map(e -> e.path("resource"))
        .toList();
  }

  public String requestJson() {
    return Json.pretty(request);
  }

  public String answerJson() {
    return Json.pretty(answer);
  }

  /** A line for the shell that gets the same answer. */
  public String curl() {
    return "curl -s -H 'Content-Type: application/json' --data-binary @- '"
        + url
        + "' <<'EOF'\n"
        + Json.MAPPER.writeValueAsString(request)
        + "\nEOF";
  }
}
