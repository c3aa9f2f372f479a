package org.ldncds.web.plan;

import java.util.List;
import org.ldncds.knowledge.PlanPageWords.Advice;

/**
 * All that one printed plan shows, in words.
 *
 * @param status who reviewed the rules
 * @param wideChart an svg element for paper and screens
 * @param narrowChart the same for phones
 * @param dispense one line a product
 * @param calendarNote how to read the calendar
 */
record PlanPage(
    String title,
    String subtitle,
    String status,
    List<Entry> facts,
    String wideChart,
    String narrowChart,
    boolean liquid,
    List<Row> steps,
    List<String> dispense,
    String supply,
    List<Entry> reviews,
    PlanCalendar calendar,
    String calendarNote,
    List<Advice> advice,
    String evidence,
    List<String> sources) {

  /** A name and what belongs to it. */
  record Entry(String name, String text, String more) {}

  /**
   * One step.
   *
   * @param take what makes one dose, a strength each
   */
  record Row(String tone, String from, String dose, String length, List<String> take) {
    Row {
      take = List.copyOf(take);
    }
  }

  PlanPage {
    facts = List.copyOf(facts);
    steps = List.copyOf(steps);
    dispense = List.copyOf(dispense);
    reviews = List.copyOf(reviews);
    advice = List.copyOf(advice);
    sources = List.copyOf(sources);
  }
}
