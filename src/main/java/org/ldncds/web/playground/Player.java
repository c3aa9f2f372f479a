package org.ldncds.web.playground;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.ldncds.hooks.ServiceDefinition;
import org.ldncds.knowledge.Knowledge;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the clinician of the playground does: sign, take a suggestion over, dismiss a card. */
@Component
@Profile("!production")
final class Player {

  private static final String LOST = "The answer this belongs to is gone. Sign again.";

  private final Stories stories;
  private final Knowledge knowledge;
  private final DrugNames drugs;
  private final Ehr ehr;

  Player(Stories stories, Knowledge knowledge, DrugNames drugs, Ehr ehr) {
    this.stories = stories;
    this.knowledge = knowledge;
    this.drugs = drugs;
    this.ehr = ehr;
  }

  /** A suggestion that was taken over, and the answer to the order as it is then. */
  record Taken(Form form, Exchange exchange, String notice, Takeover takeover) {}

  /** A card that was dismissed; the other cards stay. */
  record Dismissed(Form form, Exchange exchange, String notice) {}

  /**
   * @throws FaultyFormException where the form cannot be sent as it is
   */
  Exchange sign(Form form, OffsetDateTime now) throws IOException, InterruptedException {
    Story story = story(form);
    FormCheck.requireKnown(form, knowledge);
    List<ObjectNode> orders =
        form.hook().equals("patient-view") ? List.of() : Orders.of(story, form, drugs, now);
    return ehr.call(service(form.hook()), story, form, orders);
  }

  Taken take(Form form, String which, OffsetDateTime now) throws IOException, InterruptedException {
    Exchange before = exchange(form);
    Story story = story(form);
    int slash = Math.max(0, which.indexOf('/'));
    JsonNode card = named(before.answer().path("cards"), which.substring(0, slash));
    JsonNode suggestion = named(card.path("suggestions"), which.substring(slash).replace("/", ""));
    String cardId = Json.text(card, "/uuid");
    int told =
        ehr.feedback(
            service(before), Ehr.accepted(cardId, Json.text(suggestion, "/uuid"), seconds(now)));
    Takeover takeover = Takeover.of(before.orders(), suggestion);
    Form changed = form.withOrders(pretty(takeover.orders()));
    ServiceDefinition service = service(form.hook());
    Exchange after =
        takeover.orders().isEmpty()
            ? ehr.call(service("patient-view"), story, form, List.of())
            : ehr.call(service, story, changed, takeover.orders());
    String notice =
        "Taken over: " + Json.text(suggestion, "/label") + ". " + told(told, "acceptance");
    return new Taken(
        changed.withExchange(Json.MAPPER.writeValueAsString(after), List.of()),
        after,
        notice,
        takeover);
  }

  Dismissed dismiss(Form form, String cardId, String code, OffsetDateTime now)
      throws IOException, InterruptedException {
    Exchange exchange = exchange(form);
    JsonNode card = named(exchange.answer().path("cards"), cardId);
    JsonNode reasons = card.path("overrideReasons");
    JsonNode reason =
        reasons
            .valueStream()
            .filter(each -> Json.text(each, "/code").equals(code))
            .findFirst()
            .orElse(card.path("none"));
    if (!reasons.isEmpty() && reason.isMissingNode()) {
      throw new FaultyFormException("reason", "Choose a reason for dismissing the card.");
    }
    int told = ehr.feedback(service(exchange), Ehr.overridden(cardId, reason, seconds(now)));
    String why = reason.isMissingNode() ? "no reason asked" : Json.text(reason, "/display");
    List<String> gone = new ArrayList<>(form.dismissed());
    gone.add(cardId + " " + why);
    return new Dismissed(
        form.withExchange(form.exchange(), gone),
        exchange,
        "Dismissed: " + why + ". " + told(told, "reason"));
  }

  private Story story(Form form) {
    return stories
        .named(form.story())
        .orElseThrow(
            () -> new FaultyFormException("story", "There is no story of this name. Choose one."));
  }

  private ServiceDefinition service(String hook) {
    return knowledge.services().stream()
        .filter(each -> each.hook().equals(hook))
        .findFirst()
        .orElseThrow(() -> new FaultyFormException("hook", "No service answers this hook."));
  }

  /** The id of the service that answered; the field comes from a form, so it is looked up. */
  private String service(Exchange exchange) {
    return knowledge.services().stream()
        .map(ServiceDefinition::id)
        .filter(id -> id.equals(exchange.service()))
        .findFirst()
        .orElseThrow(() -> new FaultyFormException("story", LOST));
  }

  private static Exchange exchange(Form form) {
    try {
      return Json.MAPPER.readValue(form.exchange(), Exchange.class);
    } catch (JacksonException | NullPointerException e) {
      throw new FaultyFormException("story", LOST);
    }
  }

  private static JsonNode named(JsonNode all, String uuid) {
    return all.valueStream()
        .filter(each -> Json.text(each, "/uuid").equals(uuid))
        .findFirst()
        .orElseThrow(() -> new FaultyFormException("story", LOST));
  }

  private static String told(int status, String what) {
    return status == 200
        ? "The feedback endpoint was told the " + what + " (200)."
        : "The feedback endpoint did not take the " + what + " (" + status + ").";
  }

  private static OffsetDateTime seconds(OffsetDateTime now) {
    return now.truncatedTo(ChronoUnit.SECONDS);
  }

  private static String pretty(List<ObjectNode> orders) {
    return orders.size() == 1
        ? Json.pretty(orders.get(0))
        : Json.pretty(Json.MAPPER.createArrayNode().addAll(orders));
  }
}
