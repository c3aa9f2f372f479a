package org.ldncds.hooks;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ldncds.clinical.check.Topic;
import org.ldncds.clinical.protocol.FollowUp;
import org.ldncds.clinical.protocol.TitrationChoice;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.titration.TitrationOffer;
import org.ldncds.clinical.titration.TitrationOffer.Kind;
import org.ldncds.clinical.titration.TitrationPlan;
import org.ldncds.fhir.FactsReader.ReadFacts;
import org.ldncds.knowledge.Markdown;
import org.ldncds.knowledge.Wording;

/** The card that offers a titration plan. */
final class PlanCards {

  private final Wording wording;
  private final PlanSuggestions suggestions;
  private final Citations citations;
  private final TitrationChoice choice;
  private final FollowUp followUp;
  private final String publicUrl;

  /**
   * @param publicUrl where the printable pages are, without a slash at the end
   */
  PlanCards(
      Wording wording,
      PlanSuggestions suggestions,
      Citations citations,
      TitrationChoice choice,
      FollowUp followUp,
      String publicUrl) {
    this.wording = wording;
    this.suggestions = suggestions;
    this.citations = citations;
    this.choice = choice;
    this.followUp = followUp;
    this.publicUrl = publicUrl;
  }

  Draft draft(TitrationOffer offer, ReadFacts read, Client client) {
    return new Draft(
        Topic.TITRATION_PLAN,
        offer.indicator(),
        summary(offer),
        wording.detail(Topic.TITRATION_PLAN, values(offer)),
        suggestions.of(offer, read, client),
        links(offer),
        basis(offer));
  }

  private static Basis basis(TitrationOffer offer) {
    String protocol = offer.recommended().protocol().id();
    return new Basis(
        List.of(),
        Optional.of(protocol),
        String.join(
            " ",
            offer.order().title(),
            offer.kind().name(),
            offer.present().map(Dose::toString).orElse(""),
            protocol,
            offer.recommended().steps().stream()
                .map(step -> step.dose().toString())
                .toList()
                .toString()));
  }

  private String summary(TitrationOffer offer) {
    TitrationPlan plan = offer.recommended();
    String phrase = offer.kind() == Kind.EASE ? "summaries.step-back" : "summaries.titration-plan";
    return Summary.of(
        wording.phrase(
            phrase,
            Map.of(
                "order", offer.order().title(),
                "steps", new PlanWords(wording, plan).doses(),
                "present", offer.present().map(Dose::toString).orElse(""),
                "start", plan.start().toString())));
  }

  private Map<String, Object> values(TitrationOffer offer) {
    TitrationPlan plan = offer.recommended();
    Map<String, Object> values = new LinkedHashMap<>(new PlanWords(wording, plan).card());
    values.put("starts", offer.kind() == Kind.START);
    values.put("resumes", offer.kind() == Kind.RESUME);
    values.put("eases", offer.kind() == Kind.EASE);
    values.put("present", offer.present().map(Dose::toString).orElse(""));
    values.put("reviewDate", plan.last().firstDay().plusDays(followUp.visitDays()).toString());
    values.put("reviewTime", PlanWords.time(wording, followUp.visitDays()));
    values.put(
        "stopTime",
        PlanWords.span(
            wording, followUp.reviews().noResponseFrom(), followUp.reviews().noResponseUntil()));
    values.put(
        "alternatives",
        offer.alternatives().stream()
            .map(
                other ->
                    Markdown.escape(other.protocol().title())
                        + " ("
                        + new PlanWords(wording, other).doses()
                        + ")")
            .collect(Collectors.joining("; ")));
    values.put("since", plan.protocol().since().toString());
    values.put(
        "sources",
        citations.line(
            Stream.concat(plan.protocol().sources().stream(), choice.evidence().stream())));
    return values;
  }

  /** Pages to print for the patient; none for a plan that the page would not show the same. */
  private List<Card.Link> links(TitrationOffer offer) {
    return offer.plans().stream()
        .filter(plan -> offer.isOnwards(plan) && isUsualLiquidOrNone(plan))
        .map(
            plan ->
                new Card.Link(
                    wording.phrase(
                        "suggestions.print-label", Map.of("protocol", plan.protocol().title())),
                    url(plan, offer.presentAtOnce(plan)),
                    "absolute"))
        .toList();
  }

  private boolean isUsualLiquidOrNone(TitrationPlan plan) {
    BigDecimal usual = choice.usualMillilitresPerMilligram();
    return plan.millilitresPerMilligram().filter(own -> own.compareTo(usual) != 0).isEmpty();
  }

  private String url(TitrationPlan plan, Dose present) {
    StringBuilder url = new StringBuilder(publicUrl).append("/titration-plan?protocol=");
    url.append(URLEncoder.encode(plan.protocol().id(), StandardCharsets.UTF_8));
    url.append("&start=").append(plan.start());
    if (present.isPositive()) {
      url.append("&dose=").append(present.milligrams().toPlainString());
    }
    url.append(plan.inTheMorning() ? "&morning=true" : "");
    url.append(plan.taking().isLiquid() ? "&liquid=true" : "");
    url.append(plan.taking().everyOtherDay() ? "&alternate-days=true" : "");
    return url.toString();
  }
}
