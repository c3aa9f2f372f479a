package org.ldncds.web.playground;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A card as an EHR shows it.
 *
 * @param indicator info, warning or critical
 * @param detail HTML
 * @param dismissed why it was dismissed; null where it was not
 */
public record CardView(
    String uuid,
    String indicator,
    String word,
    String summary,
    String detail,
    String source,
    String topic,
    List<Suggestion> suggestions,
    boolean oneOnly,
    List<Reason> reasons,
    List<Link> links,
    @Nullable String dismissed) {

  /**
   * Something to take over.
   *
   * @param changes what its actions say
   */
  public record Suggestion(String uuid, String label, boolean recommended, List<String> changes) {}

  /** A reason to dismiss it for. */
  public record Reason(String code, String display) {}

  /** A page to open. */
  public record Link(String label, String url) {}

  static CardView of(JsonNode card, Optional<String> dismissed) {
    String indicator = Json.text(card, "/indicator");
    return new CardView(
        Json.text(card, "/uuid"),
        List.of("critical", "warning").contains(indicator) ? indicator : "info",
        switch (indicator) {
          case "critical" -> "Critical";
          case "warning" -> "Warning";
          default -> "Information";
        },
        Json.text(card, "/summary"),
        CardText.html(Json.text(card, "/detail")),
        Json.text(card, "/source/label"),
        Json.text(card, "/source/topic/display"),
        card.path("suggestions").valueStream().map(CardView::suggestion).toList(),
        Json.text(card, "/selectionBehavior").equals("at-most-one")
            && card.path("suggestions").size() > 1,
        card.path("overrideReasons")
            .valueStream()
            .map(each -> new Reason(Json.text(each, "/code"), Json.text(each, "/display")))
            .toList(),
        card.path("links")
            .valueStream()
            .map(each -> new Link(Json.text(each, "/label"), Json.text(each, "/url")))
            .filter(link -> link.url().startsWith("https://") || link.url().startsWith("http://"))
            .toList(),
        dismissed.orElse(null));
  }

  private static Suggestion suggestion(JsonNode suggestion) {
    return new Suggestion(
        Json.text(suggestion, "/uuid"),
        Json.text(suggestion, "/label"),
        suggestion.path("isRecommended").asBoolean(false),
        suggestion
            .path("actions")
            .valueStream()
            .map(action -> Json.text(action, "/description"))
            .toList());
  }
}
