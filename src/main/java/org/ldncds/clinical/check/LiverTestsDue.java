package org.ldncds.clinical.check;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.Drug.NaltrexoneKind;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.ClinicalFacts.Answered;
import org.ldncds.clinical.facts.Exposure;
import org.ldncds.clinical.facts.LabResult;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.facts.Witness.State;
import org.ldncds.clinical.protocol.FollowUp;
import org.ldncds.clinical.protocol.FollowUpWindows;
import org.ldncds.clinical.protocol.Windows;

/**
 * FU-4: liver tests some weeks after the start of naltrexone, and again at intervals. Silent where
 * results were not given in full, which is a gap of its own.
 */
record LiverTestsDue(FollowUpWindows figures, FollowUp followUp, Windows windows) {

  Optional<Finding> judge(ClinicalFacts facts) {
    List<Exposure> taken = facts.exposuresTo(LiverTestsDue::isSystemic);
    Optional<Exposure> current = taken.stream().filter(Exposure::isCurrent).findFirst();
    if (current.isEmpty() || !facts.answered().contains(Answered.RESULTS)) {
      return Optional.empty();
    }
    Optional<LocalDate> start = start(taken, facts.today());
    Optional<LocalDate> last = last(facts.labs());
    boolean sinceStart =
        last.isPresent() && start.filter(first -> last.get().isBefore(first)).isEmpty();
    Optional<LocalDate> from =
        sinceStart
            ? last.map(day -> day.plusDays(figures.liverTestsAgainFrom()))
            : start.map(day -> day.plusDays(followUp.liverTestsFrom()));
    Optional<LocalDate> until =
        sinceStart
            ? last.map(day -> day.plusDays(figures.liverTestsAgainUntil()))
            : start.map(day -> day.plusDays(followUp.liverTestsUntil()));
    return from.filter(day -> !facts.today().isBefore(day))
        .map(day -> finding(current.get(), start, last, day, until.orElseThrow(), facts.today()));
  }

  private static boolean isSystemic(Drug drug) {
    return drug.naltrexone().filter(kind -> kind != NaltrexoneKind.TOPICAL).isPresent();
  }

  /** The first day of what is taken now, over records that follow each other without a lapse. */
  private Optional<LocalDate> start(List<Exposure> taken, LocalDate today) {
    List<Witness> dated =
        taken.stream()
            .flatMap(exposure -> exposure.witnesses().stream())
            .filter(w -> w.since().filter(day -> !day.isAfter(today)).isPresent())
            .sorted(Comparator.comparing((Witness w) -> w.since().orElseThrow()).reversed())
            .toList();
    Optional<LocalDate> first =
        dated.stream()
            .filter(w -> w.state() == State.CURRENT)
            .flatMap(w -> w.since().stream())
            .min(Comparator.naturalOrder());
    for (Witness witness : dated) {
      if (first.isPresent() && leadsTo(witness, first.get())) {
        first = witness.since();
      }
    }
    return first;
  }

  private boolean leadsTo(Witness earlier, LocalDate first) {
    return earlier.since().orElseThrow().isBefore(first)
        && earlier
            .lastDose()
            .filter(last -> !last.plusDays(windows.courseLapse()).isBefore(first))
            .isPresent();
  }

  /** The last day by which all of the tests were done. */
  private Optional<LocalDate> last(List<LabResult> results) {
    Map<String, LocalDate> newest =
        results.stream()
            .filter(result -> figures.liverTests().contains(result.group()))
            .collect(
                Collectors.toMap(
                    LabResult::group, LabResult::date, (a, b) -> a.isAfter(b) ? a : b));
    return newest.keySet().containsAll(figures.liverTests())
        ? newest.values().stream().min(Comparator.naturalOrder())
        : Optional.empty();
  }

  private static Finding finding(
      Exposure exposure,
      Optional<LocalDate> start,
      Optional<LocalDate> last,
      LocalDate from,
      LocalDate until,
      LocalDate today) {
    Map<String, String> values = new HashMap<>();
    values.put("naltrexone", exposure.drug().lead().ingredient().name());
    values.put("record", exposure.decisive().record().toString());
    values.put("since", start.map(LocalDate::toString).orElse(""));
    values.put("lastDone", last.map(LocalDate::toString).orElse(""));
    values.put("due", from.toString());
    values.put("until", until.toString());
    values.put("overdue", today.isAfter(until) ? "true" : "");
    return new Finding(Rule.FU_4, Indicator.INFO, List.of(), List.of(), values, Optional.empty());
  }
}
