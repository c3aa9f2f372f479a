package org.ldncds.web.playground;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.util.HtmlUtils;

/** A patient's medicines as a picture: a bar a record, the last dose, and a line for today. */
final class Timeline {

  private static final int WIDTH = 400;
  private static final int ROW = 44;
  private static final int BAR = 10;
  private static final int AXIS = 26;
  private static final int MOST_DAYS_BACK = 420;
  private static final int FEWEST_DAYS_BACK = 60;
  private static final int MOST_DAYS_AHEAD = 120;
  private static final int FEWEST_DAYS_AHEAD = 14;
  private static final int MOST_TICKS = 5;
  private static final int DATE_WIDTH = 36;
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMM yy", Locale.ENGLISH);

  private final List<MedicineRow> rows;
  private final LocalDate today;
  private final LocalDate first;
  private final LocalDate last;
  private final StringBuilder svg = new StringBuilder();

  Timeline(List<MedicineRow> rows, LocalDate today) {
    this.rows = rows;
    this.today = today;
    LocalDate earliest = today.minusDays(MOST_DAYS_BACK);
    LocalDate latest = today.plusDays(MOST_DAYS_AHEAD);
    this.first =
        rows.stream()
            .map(MedicineRow::start)
            .filter(Objects::nonNull)
            .map(day -> day.minusDays(7))
            .map(day -> day.isBefore(earliest) ? earliest : day)
            .reduce(today.minusDays(FEWEST_DAYS_BACK), (a, b) -> a.isBefore(b) ? a : b);
    this.last =
        rows.stream()
            .map(MedicineRow::end)
            .filter(Objects::nonNull)
            .map(day -> day.isAfter(latest) ? latest : day)
            .reduce(today.plusDays(FEWEST_DAYS_AHEAD), (a, b) -> a.isAfter(b) ? a : b);
  }

  /** An svg element to stand in a page. */
  String svg() {
    int height = rows.size() * ROW + AXIS;
    add(
        "<svg class=\"chart timeline\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"timeline-title\"><title id=\"timeline-title\">%s</title>",
        WIDTH, height, description());
    months(height);
    for (int i = 0; i < rows.size(); i++) {
      row(rows.get(i), i * ROW);
    }
    double x = x(today);
    add(
        "<line class=\"today\" x1=\"%.1f\" y1=\"0\" x2=\"%.1f\" y2=\"%d\"/>",
        x, x, height - AXIS + 6);
    add(
        "<text class=\"now\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">Today</text>",
        x, height - 4, x > WIDTH - 20 ? "end" : "middle");
    return svg.append("</svg>").toString();
  }

  private String description() {
    String each =
        rows.stream().map(row -> row.drug() + ": " + row.says()).collect(Collectors.joining("; "));
    return HtmlUtils.htmlEscape("Medicines on record up to " + today + ". " + each + ".");
  }

  private void months(int height) {
    long months = Math.max(1, ChronoUnit.MONTHS.between(first, last));
    long step = Math.max(1, (months + MOST_TICKS - 1) / MOST_TICKS);
    Stream.iterate(first.withDayOfMonth(1).plusMonths(1), day -> day.plusMonths(step))
        .takeWhile(day -> !day.isAfter(last))
        .forEach(
            day -> {
              double x = x(day);
              add(
                  "<line class=\"chart-grid\" x1=\"%.1f\" y1=\"0\" x2=\"%.1f\" y2=\"%d\"/>",
                  x, x, height - AXIS + 6);
              boolean room =
                  Math.abs(x - x(today)) > DATE_WIDTH + 6 && x < WIDTH - DATE_WIDTH / 2.0;
              if (room && x > DATE_WIDTH / 2.0) {
                add(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    x, height - 4, MONTH.format(day));
              }
            });
  }

  private void row(MedicineRow row, int top) {
    add(
        "<text class=\"drug\" x=\"0\" y=\"%d\">%s</text>",
        top + 13, HtmlUtils.htmlEscape(shortened(row.drug())));
    double y = top + 20;
    LocalDate start = row.start();
    LocalDate end = row.end();
    if (start == null || (end != null && end.isBefore(first))) {
      add(
          "<path class=\"%s\" d=\"M8 %.1f L0 %.1f L8 %.1f Z\"/><text x=\"14\" y=\"%.1f\">%s</text>",
          row.kind(),
          y,
          y + BAR / 2.0,
          y + BAR,
          y + 10,
          end == null ? "no day told" : "until " + end);
      return;
    }
    double from = x(start);
    double to = end == null ? x(today) : x(end);
    add(
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" rx=\"3\"/>",
        row.kind(), from, y, Math.max(5, to - from), BAR);
    if (end == null) {
      add(
          "<rect class=\"%s open\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\"/>",
          row.kind(), x(today), y, WIDTH - x(today), BAR);
    }
    LocalDate dose = row.lastDose();
    if (dose != null) {
      add("<circle class=\"dose\" cx=\"%.1f\" cy=\"%.1f\" r=\"6\"/>", x(dose), y + BAR / 2.0);
    }
  }

  private static String shortened(String drug) {
    return drug.length() <= 52 ? drug : drug.substring(0, 51) + "…";
  }

  private double x(LocalDate day) {
    double share =
        (double) ChronoUnit.DAYS.between(first, day) / ChronoUnit.DAYS.between(first, last);
    return Math.min(WIDTH, Math.max(0, share * WIDTH));
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
