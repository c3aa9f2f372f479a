package org.ldncds.hooks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ldncds.clinical.check.Indicator;
import org.ldncds.clinical.check.Outcome;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.facts.Gap;
import org.ldncds.fhir.PrefetchKey;
import org.ldncds.knowledge.Wording;

/**
 * What could not be read or checked, in words: the serious gaps first, those of one kind in one
 * line.
 */
final class GapWords {

  private static final int MOST_NAMED = 3;

  private final Wording wording;
  private final List<Gap> gaps;

  private GapWords(Wording wording, List<Gap> gaps) {
    this.wording = wording;
    this.gaps = gaps;
  }

  /**
   * @param service where its orders may be unfinished, what they still lack is no gap
   */
  static GapWords of(
      Wording wording, ServiceDefinition service, ClinicalFacts facts, List<Outcome> outcomes) {
    Stream<Gap> undetermined =
        outcomes.stream()
            .filter(Outcome.Undetermined.class::isInstance)
            .map(outcome -> ((Outcome.Undetermined) outcome).gap());
    return new GapWords(
        wording,
        Stream.concat(facts.gaps().stream(), undetermined)
            .distinct()
            .filter(gap -> !(service.unfinishedOrders() && isOfUnfinishedOrder(gap)))
            .sorted(Comparator.comparing(gap -> !gap.kind().isSerious()))
            .toList());
  }

  private static boolean isOfUnfinishedOrder(Gap gap) {
    return switch (gap.kind()) {
      case ORDER_WITHOUT_DRUG, LATER_STEP_UNREADABLE -> true;
      case DOSE_UNREADABLE -> Unreadable.valueOf(gap.detail()).isUnfinished();
      default -> false;
    };
  }

  boolean isEmpty() {
    return gaps.isEmpty();
  }

  Indicator indicator() {
    boolean serious = gaps.stream().anyMatch(gap -> gap.kind().isSerious());
    return serious ? Indicator.WARNING : Indicator.INFO;
  }

  String summary() {
    String names =
        gaps.stream()
            .map(gap -> wording.phrase("gap-names." + gap.kind().name(), Map.of()))
            .distinct()
            .collect(Collectors.joining(", "));
    return wording.phrase("summaries.check-incomplete", Map.of("open", names));
  }

  List<Map<String, String>> lines() {
    Map<String, List<Gap>> alike =
        gaps.stream()
            .collect(
                Collectors.groupingBy(
                    gap -> gap.kind() + gap.detail(), LinkedHashMap::new, Collectors.toList()));
    return alike.values().stream().map(group -> Map.of("text", line(group))).toList();
  }

  private String names(List<String> all) {
    List<String> shown = new ArrayList<>(all.subList(0, Math.min(MOST_NAMED, all.size())));
    if (all.size() > MOST_NAMED) {
      String more = String.valueOf(all.size() - MOST_NAMED);
      shown.add(wording.phrase("lines.MORE", Map.of("number", more)));
    }
    return String.join(", ", shown);
  }

  private String line(List<Gap> alike) {
    Gap first = alike.get(0);
    String what = names(alike.stream().map(Gap::what).distinct().toList());
    boolean coded = first.kind() == Gap.Kind.DOSE_UNREADABLE;
    String reason = coded ? wording.phrase("reasons." + first.detail(), Map.of()) : first.detail();
    return wording.phrase(
        "gaps." + first.kind().name(),
        Map.of("what", what, "reason", reason, "unchecked", unchecked(alike)));
  }

  /** What is looked for in what is missing, be it a prefetch key or one record of its kind. */
  private String unchecked(List<Gap> alike) {
    return alike.stream()
        .flatMap(gap -> key(gap.what()).stream())
        .distinct()
        .map(key -> wording.phrase("unchecked." + key.key(), Map.of()))
        .collect(Collectors.joining("; "));
  }

  private static Optional<PrefetchKey> key(String what) {
    return Arrays.stream(PrefetchKey.values())
        .filter(
            key ->
                what.equals(key.key())
                    || what.startsWith(key.key() + ":")
                    || what.startsWith(key.resourceType() + "/")
                    || what.startsWith(key.resourceType() + " "))
        .findFirst();
  }
}
