package org.ldncds.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.FollowUpWindows;
import org.ldncds.clinical.protocol.PlanReviews;
import org.ldncds.clinical.protocol.Windows;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.quantity.DoseBand;

/**
 * Reads protocols/dose-limits.yaml, protocols/washouts.yaml, protocols/plan-reviews.yaml and
 * protocols/follow-up.yaml.
 */
final class LimitsReader {

  private final KnowledgeFiles files;
  private final Set<String> sources;

  LimitsReader(KnowledgeFiles files, Set<String> sources) {
    this.files = files;
    this.sources = sources;
  }

  DoseLimits limits() {
    YamlMap file = file("protocols/dose-limits.yaml");
    YamlMap f = file.map("limits");
    DoseLimits limits =
        new DoseLimits(
            bands(file),
            dose(f, "unit-error-below"),
            dose(f, "usual-minimum"),
            dose(f, "usual-maximum"),
            dose(f, "ldn-maximum"),
            dose(f, "standard-minimum"),
            dose(f, "average-maximum"),
            dose(f, "implausible-above"),
            dose(f, "oral-maximum"),
            dose(f, "first-dose-maximum"),
            dose(f, "step-maximum"),
            dose(f, "early-step-maximum"),
            count(f, "early-step-days"),
            count(f, "earliest-step-days"),
            Set.copyOf(file.values("misplaced-decimal", Dose::parse)),
            dose(f, "tenth-step"),
            dose(f, "combination-maximum"),
            dose(f, "depot-dose"),
            positive(f, "depot-interval-days"),
            count(f, "supply-shortfall-percent"),
            positive(f, "supply-pack-units"),
            positive(f, "supply-pack-millilitres"));
    f.done();
    file.done();
    rising(
        f,
        "unit-error-below",
        "usual-minimum",
        "usual-maximum",
        "ldn-maximum",
        "standard-minimum",
        "average-maximum",
        "oral-maximum",
        "implausible-above");
    rising(f, "usual-minimum", "first-dose-maximum", "usual-maximum");
    rising(f, "early-step-maximum", "step-maximum");
    return limits;
  }

  private void rising(YamlMap figures, String... names) {
    for (int i = 1; i < names.length; i++) {
      Dose lower = figures.map(names[i - 1]).dose("value");
      Dose upper = figures.map(names[i]).dose("value");
      if (lower.isAbove(upper)) {
        throw figures.wrong(
            names[i],
            upper
                + " is below "
                + names[i - 1]
                + " ("
                + lower
                + "). Maybe a decimal point is misplaced?");
      }
    }
  }

  private static List<DoseBand> bands(YamlMap file) {
    List<DoseBand> bands = new ArrayList<>();
    for (YamlMap band : file.maps("bands")) {
      DoseBand.Edge lower =
          band.has("from")
              ? new DoseBand.Edge(band.dose("from"), true)
              : new DoseBand.Edge(band.dose("over"), false);
      Optional<DoseBand.Edge> upper =
          band.has("below")
              ? Optional.of(new DoseBand.Edge(band.dose("below"), false))
              : band.has("up-to")
                  ? Optional.of(new DoseBand.Edge(band.dose("up-to"), true))
                  : Optional.empty();
      bands.add(new DoseBand(band.text("name"), lower, upper));
      band.done();
    }
    try {
      DoseBand.requireTiling(bands);
    } catch (IllegalArgumentException e) {
      throw file.wrong("bands", String.valueOf(e.getMessage()));
    }
    return bands;
  }

  Windows windows() {
    YamlMap file = file("protocols/washouts.yaml");
    YamlMap w = file.map("windows");
    YamlMap d = file.map("doses");
    Windows windows =
        new Windows(
            count(w, "long-acting-washout"),
            count(w, "depot-buprenorphine-look-back"),
            count(w, "after-ldn"),
            count(w, "after-ldn-before-surgery"),
            count(w, "after-oral"),
            dose(d, "high-single-dose"),
            count(w, "after-high-single-dose"),
            count(w, "after-depot"),
            dose(d, "tolerance-dose"),
            count(w, "tolerance-lost-oral"),
            count(w, "tolerance-lost-depot"),
            count(w, "assumed-supply"),
            count(w, "record-look-back"),
            count(w, "course-lapse"),
            count(w, "patch"),
            count(w, "depot"),
            count(w, "implant"));
    w.done();
    d.done();
    file.done();
    return windows;
  }

  PlanReviews reviews() {
    YamlMap file = file("protocols/plan-reviews.yaml");
    YamlMap r = file.map("reviews");
    PlanReviews reviews =
        new PlanReviews(
            count(r, "first-review"),
            count(r, "no-response-from"),
            count(r, "no-response-until"),
            r.keys().stream()
                .flatMap(name -> r.map(name).texts("sources").stream())
                .distinct()
                .toList());
    r.done();
    file.done();
    if (reviews.first() > reviews.noResponseFrom()
        || reviews.noResponseFrom() > reviews.noResponseUntil()) {
      throw file.wrong(
          "reviews", "the days do not rise. Maybe no-response-from is below first-review?");
    }
    return reviews;
  }

  /**
   * @param groups of results that exist
   */
  FollowUpWindows followUp(DoseLimits limits, Set<String> groups) {
    YamlMap file = file("protocols/follow-up.yaml");
    YamlMap f = file.map("figures");
    FollowUpWindows figures =
        new FollowUpWindows(
            positive(f, "step-after"),
            positive(f, "step-shown-until"),
            positive(f, "written-step-shown"),
            positive(f, "review-shown"),
            positive(f, "liver-tests-again-from"),
            positive(f, "liver-tests-again-until"),
            positive(f, "depot-shown-until"),
            positive(f, "dispense-after"),
            positive(f, "dispense-shown-until"),
            Set.copyOf(file.textsOf("liver-tests", groups)));
    f.done();
    file.done();
    if (figures.stepAfter() < limits.earliestStepDays()) {
      throw f.wrong(
          "step-after",
          figures.stepAfter()
              + " days are fewer than earliest-step-days in dose-limits.yaml. Maybe "
              + limits.earliestStepDays()
              + "?");
    }
    later(f, "step-after", "step-shown-until");
    later(f, "liver-tests-again-from", "liver-tests-again-until");
    later(f, "dispense-after", "dispense-shown-until");
    if (figures.depotShownUntil() <= limits.depotInterval()) {
      throw f.wrong(
          "depot-shown-until",
          figures.depotShownUntil()
              + " days are not more than depot-interval-days in dose-limits.yaml. Maybe a digit is missing?");
    }
    return figures;
  }

  private static void later(YamlMap figures, String from, String until) {
    if (figures.map(until).count("value") <= figures.map(from).count("value")) {
      throw figures.wrong(until, "it is not later than " + from + ". Maybe exchange the two?");
    }
  }

  /** One figure with its source and the day it came into force. */
  private YamlMap figure(YamlMap figures, String name) {
    YamlMap figure = figures.map(name);
    figure.textsOf("sources", sources);
    figure.date("since");
    figure.text("value");
    figure.done();
    return figure;
  }

  private int count(YamlMap figures, String name) {
    return figure(figures, name).count("value");
  }

  private int positive(YamlMap figures, String name) {
    int count = count(figures, name);
    if (count == 0) {
      throw figures.wrong(name, "0 is too small. Maybe a digit is missing?");
    }
    return count;
  }

  private Dose dose(YamlMap figures, String name) {
    Dose dose = figure(figures, name).dose("value");
    if (!dose.isPositive()) {
      throw figures.wrong(name, dose + " is no dose. Maybe a digit is missing?");
    }
    return dose;
  }

  private YamlMap file(String name) {
    return YamlMap.read(name, files.text(name));
  }
}
