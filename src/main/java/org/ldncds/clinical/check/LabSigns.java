package org.ldncds.clinical.check;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.ldncds.clinical.check.Sighting.Weakness;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.Gap;
import org.ldncds.clinical.facts.LabResult;
import org.ldncds.clinical.facts.LabResult.Bound;

/**
 * Judges results of tests: the latest value of each test decides, of several at one time the worst,
 * and one that cannot be judged is said.
 *
 * @param facts of one request
 */
record LabSigns(ClinicalFacts facts) {

  /** A gap, and the day of the result it is about. */
  record NotJudged(LocalDate date, Gap gap) {}

  /** What came of one sign. */
  record Judged(List<Sighting> sightings, List<NotJudged> notJudged) {}

  Judged level(Sign.Level sign) {
    List<Sighting> sightings = new ArrayList<>();
    List<NotJudged> notJudged = new ArrayList<>();
    for (String test : sign.tests()) {
      List<LabResult> results = recent(Set.of(test), sign.days());
      latest(results, r -> r.value().isPresent(), notJudged).stream()
          .flatMap(result -> level(sign, result, notJudged).stream())
          .findFirst()
          .ifPresent(sightings::add);
    }
    return new Judged(sightings, notJudged);
  }

  Judged positive(Sign.Positive sign) {
    List<Sighting> sightings = new ArrayList<>();
    List<NotJudged> notJudged = new ArrayList<>();
    Collection<List<LabResult>> questions =
        recent(Set.copyOf(sign.tests()), OptionalInt.of(sign.days())).stream()
            .collect(
                Collectors.groupingBy(
                    r -> sign.eachCode() ? r.code() : "", LinkedHashMap::new, Collectors.toList()))
            .values();
    for (List<LabResult> results : questions) {
      latest(results, r -> r.positive().isPresent(), notJudged).stream()
          .filter(r -> r.positive().orElse(false))
          .findFirst()
          .map(r -> sighting(r, r.test().name() + ": " + r.reading().written(), weak(r)))
          .ifPresent(sightings::add);
    }
    return new Judged(sightings, notJudged);
  }

  private List<LabResult> recent(Set<String> tests, OptionalInt days) {
    LocalDate first = days.isPresent() ? facts.today().minusDays(days.getAsInt()) : LocalDate.MIN;
    return facts.labs().stream()
        .filter(result -> tests.contains(result.group()) && !result.date().isBefore(first))
        .toList();
  }

  /** The latest that can be judged; of those after it, why they cannot. */
  private static List<LabResult> latest(
      List<LabResult> results, Predicate<LabResult> isTelling, List<NotJudged> notJudged) {
    Optional<LocalDate> day =
        results.stream().filter(isTelling).map(LabResult::date).max(Comparator.naturalOrder());
    results.stream()
        .filter(r -> !isTelling.test(r) && !r.date().isBefore(day.orElse(LocalDate.MIN)))
        .forEach(r -> notJudged.add(gap(kind(r), r)));
    if (day.isEmpty()) {
      return List.of();
    }
    List<LabResult> ofDay =
        results.stream().filter(isTelling).filter(r -> r.date().equals(day.get())).toList();
    Optional<Instant> time =
        ofDay.stream().flatMap(r -> r.reading().time().stream()).max(Comparator.naturalOrder());
    return ofDay.stream()
        .filter(r -> r.reading().time().isEmpty() || r.reading().time().equals(time))
        .toList();
  }

  private static Gap.Kind kind(LabResult result) {
    return result
        .reading()
        .lack()
        .map(
            lack ->
                switch (lack) {
                  case NO_VALUE -> Gap.Kind.RESULT_WITHOUT_VALUE;
                  case UNIT_NOT_KNOWN -> Gap.Kind.RESULT_UNIT_UNKNOWN;
                  case UNCLEAR -> Gap.Kind.RESULT_UNCLEAR;
                })
        .orElse(Gap.Kind.RESULT_UNCLEAR);
  }

  private static NotJudged gap(Gap.Kind kind, LabResult result) {
    String what = result.test().name() + " of " + result.date() + " (" + result.record() + ")";
    return new NotJudged(result.date(), Gap.of(kind, what));
  }

  private static Optional<Sighting> level(
      Sign.Level sign, LabResult result, List<NotJudged> notJudged) {
    Optional<BigDecimal> upper = result.upperLimit().or(sign::assumedUpperLimit);
    if (sign.ofUpperLimit() && upper.isEmpty()) {
      notJudged.add(gap(Gap.Kind.RESULT_WITHOUT_RANGE, result));
      return Optional.empty();
    }
    BigDecimal limit =
        sign.ofUpperLimit() ? sign.limit().multiply(upper.orElseThrow()) : sign.limit();
    Optional<Boolean> beyond = isBeyond(sign.above(), result, limit);
    if (beyond.isEmpty()) {
      notJudged.add(gap(Gap.Kind.RESULT_UNCLEAR, result));
    }
    if (!beyond.orElse(false)) {
      return Optional.empty();
    }
    Set<Weakness> weaknesses = weak(result);
    if (sign.ofUpperLimit() && result.upperLimit().isEmpty()) {
      weaknesses.add(Weakness.ASSUMED_LIMIT);
    }
    String factor = sign.ofUpperLimit() ? plain(sign.limit()) + " \u00d7 " : "";
    BigDecimal shown = sign.ofUpperLimit() ? upper.orElseThrow() : sign.limit();
    String relation = sign.above() ? " > " : " < ";
    return Optional.of(
        sighting(
            result,
            written(result) + relation + factor + plain(shown) + " " + unit(result),
            weaknesses));
  }

  /** Empty where only a bound of the value is known, and the limit lies beyond it. */
  private static Optional<Boolean> isBeyond(boolean above, LabResult result, BigDecimal limit) {
    int order = result.value().orElseThrow().compareTo(limit);
    return switch (result.reading().bound()) {
      case EXACT -> Optional.of(above ? order > 0 : order < 0);
      case ABOVE -> order >= 0 ? Optional.of(above) : Optional.empty();
      case BELOW -> order <= 0 ? Optional.of(!above) : Optional.empty();
    };
  }

  private static Set<Weakness> weak(LabResult result) {
    Set<Weakness> weaknesses = EnumSet.noneOf(Weakness.class);
    if (result.reading().preliminary()) {
      weaknesses.add(Weakness.PRELIMINARY);
    }
    return weaknesses;
  }

  private static Sighting sighting(LabResult result, String shown, Set<Weakness> weaknesses) {
    Optional<LocalDate> date = Optional.of(result.date());
    return new Sighting(
        shown, date, date, Optional.of(result.record()), result.group(), weaknesses);
  }

  /** In the unit of the limit, with what was sent where that is another. */
  private static String written(LabResult result) {
    Bound bound = result.reading().bound();
    String sign = bound == Bound.EXACT ? "" : bound == Bound.ABOVE ? ">" : "<";
    String value = sign + plain(result.value().orElseThrow());
    String sent = result.reading().written();
    boolean converted = !sent.startsWith(value);
    return result.test().name()
        + " "
        + value
        + " "
        + unit(result)
        + (converted ? " [" + sent + "]" : "");
  }

  /** As people write it: without the brackets of UCUM. */
  private static String unit(LabResult result) {
    return result.test().unit().replace("{1.73_m2}", "1.73 m\u00b2");
  }

  private static String plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
  }

  /** The groups of tests that any of these signs asks for. */
  static Set<String> tests(Collection<Sign> signs) {
    return signs.stream().flatMap(sign -> tests(sign).stream()).collect(Collectors.toSet());
  }

  private static List<String> tests(Sign sign) {
    if (sign instanceof Sign.Level level) {
      return level.tests();
    }
    return sign instanceof Sign.Positive positive ? positive.tests() : List.of();
  }
}
