package org.ldncds.hooks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.ldncds.knowledge.Markdown;

/**
 * Epic, as its CDS Hooks tutorial describes it: it takes over no changed MedicationRequest, one
 * action a suggestion, any number of suggestions, and shows the description of the action only.
 * What it cannot take over is told in words, for the clinician to do by hand; nothing is chosen
 * beforehand, and no suggestion removes the clinician's order.
 */
final class EpicDialect implements Dialect {

  private static final Set<String> CREATED = Set.of("ServiceRequest", "Condition");

  @Override
  public String name() {
    return "epic";
  }

  @Override
  public Card tell(Card card, Function<String, String> words) {
    List<Card.Suggestion> possible = possible(card.suggestions());
    return new Card(
        card.uuid(),
        card.summary(),
        card.indicator(),
        card.detail() + byHand(card.suggestions(), words),
        card.source(),
        possible,
        possible.isEmpty() ? null : "any",
        card.overrideReasons(),
        card.links());
  }

  /** One action each, and each thing once: what is created for an alternative is left out. */
  private static List<Card.Suggestion> possible(List<Card.Suggestion> suggestions) {
    List<Card.Suggestion> possible = new ArrayList<>();
    Set<String> created = new HashSet<>();
    for (Card.Suggestion suggestion : suggestions) {
      for (Card.Action action : suggestion.actions()) {
        String type = action.resource().path("resourceType").asString("");
        boolean can = action.type().equals("create") && CREATED.contains(type);
        if (can && created.add(type + action.resource().path("code"))) {
          String uuid = uuid(suggestion.uuid() + possible.size());
          possible.add(new Card.Suggestion(action.description(), uuid, null, List.of(action)));
        }
      }
    }
    return possible;
  }

  private static String uuid(String of) {
    return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static String byHand(List<Card.Suggestion> suggestions, Function<String, String> words) {
    List<String> lines =
        suggestions.stream()
            .flatMap(suggestion -> suggestion.actions().stream())
            .filter(action -> action.type().equals("update"))
            .map(action -> "\n- " + Markdown.escapeAll(action.description()))
            .toList();
    return lines.isEmpty()
        ? ""
        : "\n\n" + words.apply("lines.BY_HAND") + "\n" + String.join("", lines);
  }
}
