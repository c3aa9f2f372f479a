package org.ldncds.web.plan;

import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import org.ldncds.clinical.titration.TitrationPlan;
import org.ldncds.clinical.titration.TitrationPlan.Step;
import org.ldncds.knowledge.PlanPageWords;

/**
 * The days of a plan, week by week, in two halves that stand side by side on paper.
 *
 * @param weekdays short names, in the order of the columns
 */
record PlanCalendar(List<String> weekdays, List<List<Week>> halves) {

  /** Seven days; those before the plan begins and after its review are empty. */
  record Week(String firstDay, List<Day> days) {
    Week {
      days = List.copyOf(days);
    }
  }

  /**
   * One day.
   *
   * @param number day of the month; empty where the day is not part of the plan
   * @param dose milligrams, as a number; a dash where none is taken
   * @param classes how it is drawn
   */
  record Day(String number, String dose, boolean review, String classes) {}

  private static final Day EMPTY = new Day("", "", false, "outside");
  private static final String NO_DOSE = "\u2013";
  private static final int DAYS = 7;

  PlanCalendar {
    weekdays = List.copyOf(weekdays);
    halves = halves.stream().map(List::copyOf).toList();
  }

  /**
   * @param review the last day shown
   */
  static PlanCalendar of(TitrationPlan plan, LocalDate review, PlanPageWords words) {
    List<Step> steps = plan.steps();
    LocalDate start = steps.get(0).firstDay();
    List<Week> weeks = new ArrayList<>();
    LocalDate monday = start.with(TemporalAdjusters.previousOrSame(words.weekStarts()));
    for (; !monday.isAfter(review); monday = monday.plusDays(DAYS)) {
      List<Day> days = new ArrayList<>();
      for (int i = 0; i < DAYS; i++) {
        days.add(day(monday.plusDays(i), plan, review));
      }
      weeks.add(new Week(words.shortDate(monday), days));
    }
    List<String> weekdays = new ArrayList<>();
    for (int i = 0; i < DAYS; i++) {
      weekdays.add(
          words.weekStarts().plus(i).getDisplayName(TextStyle.SHORT_STANDALONE, words.locale()));
    }
    int half = (weeks.size() + 1) / 2;
    return new PlanCalendar(
        weekdays, List.of(weeks.subList(0, half), weeks.subList(half, weeks.size())));
  }

  private static Day day(LocalDate date, TitrationPlan plan, LocalDate review) {
    List<Step> steps = plan.steps();
    if (date.isBefore(steps.get(0).firstDay()) || date.isAfter(review)) {
      return EMPTY;
    }
    int at = 0;
    while (at + 1 < steps.size() && !steps.get(at + 1).firstDay().isAfter(date)) {
      at++;
    }
    Step step = steps.get(at);
    boolean isReview = date.equals(review);
    boolean rests =
        plan.taking().everyOtherDay() && ChronoUnit.DAYS.between(step.firstDay(), date) % 2 == 1;
    return new Day(
        String.valueOf(date.getDayOfMonth()),
        rests ? NO_DOSE : step.dose().milligrams().toPlainString(),
        isReview,
        Tones.of(at, steps.size())
            + (step.firstDay().equals(date) ? " first" : "")
            + (isReview ? " review" : ""));
  }
}
