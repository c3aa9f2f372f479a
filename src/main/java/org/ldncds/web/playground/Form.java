package org.ldncds.web.playground;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the playground's form holds, as it was typed. Nothing is kept between two requests: all that
 * a page knows stands in its form.
 *
 * @param how where the order comes from: story, written or json
 * @param data prefetch or fetch
 * @param exchange the last call of the service, as JSON
 * @param dismissed cards that were dismissed, each as its uuid, a space and the reason
 */
public record Form(
    String story,
    String hook,
    String data,
    String dialect,
    String how,
    String drug,
    String dose,
    String unit,
    String timing,
    String sig,
    String json,
    String exchange,
    List<String> dismissed) {

  static final String STORY = "story";
  static final String WRITTEN = "written";
  static final String JSON = "json";
  static final String PREFETCH = "prefetch";
  static final String FETCH = "fetch";

  public Form {
    dismissed = List.copyOf(dismissed);
  }

  /** A field that is absent has its usual value. */
  static Form of(Map<String, String[]> sent, Story first) {
    return new Form(
        value(sent, "story", first.id()),
        value(sent, "hook", ""),
        value(sent, "data", PREFETCH),
        value(sent, "dialect", "standard"),
        value(sent, "how", STORY),
        value(sent, "drug", ""),
        value(sent, "dose", ""),
        value(sent, "unit", "mg"),
        value(sent, "timing", "bedtime"),
        value(sent, "sig", ""),
        value(sent, "json", ""),
        value(sent, "exchange", ""),
        List.of(sent.getOrDefault("dismissed", new String[0])));
  }

  private static String value(Map<String, String[]> sent, String name, String usual) {
    String[] values = sent.get(name);
    return values == null || values.length == 0 ? usual : values[0].strip();
  }

  Form withHook(String other) {
    return new Form(
        story, other, data, dialect, how, drug, dose, unit, timing, sig, json, exchange, dismissed);
  }

  Form withStory(String other) {
    return new Form(
        other, hook, data, dialect, how, drug, dose, unit, timing, sig, json, exchange, dismissed);
  }

  Form withOrders(String orders) {
    return new Form(
        story, hook, data, dialect, JSON, drug, dose, unit, timing, sig, orders, exchange,
        dismissed);
  }

  Form withExchange(String call, List<String> gone) {
    return new Form(
        story, hook, data, dialect, how, drug, dose, unit, timing, sig, json, call, gone);
  }

  /** The reason for which a card was dismissed. */
  Optional<String> dismissal(String card) {
    return dismissed.stream()
        .filter(each -> each.startsWith(card + " "))
        .map(each -> each.substring(card.length() + 1))
        .findFirst();
  }
}
