package org.ldncds.web;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.ldncds.hooks.Stage;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * How long each stage of one answer took, for the Server-Timing header with which the sandbox shows
 * where the time goes (W3C Server Timing). Production tells nobody.
 */
@Component
class StageTimes {

  private static final String KEPT = StageTimes.class.getName();
  private static final double NANOSECONDS = 1e6;

  private final boolean sandbox;

  StageTimes(StartCheck start) {
    this.sandbox = !start.production();
  }

  @SuppressWarnings("unchecked") // only this class writes it
  private static Map<Stage, Long> of(RequestAttributes request) {
    Object kept = request.getAttribute(KEPT, RequestAttributes.SCOPE_REQUEST);
    if (kept != null) {
      return (Map<Stage, Long>) kept;
    }
    Map<Stage, Long> times = new EnumMap<>(Stage.class);
    request.setAttribute(KEPT, times, RequestAttributes.SCOPE_REQUEST);
    return times;
  }

  void took(Stage stage, long nanoseconds) {
    RequestAttributes request = sandbox ? RequestContextHolder.getRequestAttributes() : null;
    if (request != null) {
      of(request).merge(stage, nanoseconds, Long::sum);
    }
  }

  /** The value of the header; empty where nothing is told. */
  String header() {
    RequestAttributes request = sandbox ? RequestContextHolder.getRequestAttributes() : null;
    return request == null
        ? ""
        : of(request).entrySet().stream()
            .map(
                time ->
                    String.format(
                        Locale.ROOT,
                        "%s;dur=%.3f",
                        time.getKey().name().toLowerCase(Locale.ROOT),
                        time.getValue() / NANOSECONDS))
            .collect(Collectors.joining(", "));
  }
}
