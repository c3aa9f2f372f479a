package org.ldncds.web.insights;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.ldncds.store.Tally;
import org.ldncds.web.chart.ChartCanvas;

/** Cards a week as stacked columns: taken over below, then overridden, then ignored. */
final class WeeksChart {

  private static final int MARGIN = 34;
  private static final int LABEL_GAP = 7;
  private static final int DATE_WIDTH = 44;
  private static final double HALF_COLUMN = 0.4;
  private static final int MOST_LINES = 4;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  private final List<Map.Entry<LocalDate, Tally>> weeks;
  private final long step;
  private final long top;

  WeeksChart(SortedMap<LocalDate, Tally> weeks) {
    this.weeks = List.copyOf(weeks.entrySet());
    long most = weeks.values().stream().mapToLong(Tally::shown).max().orElse(0);
    this.step = step(Math.max(1, most));
    this.top = Math.max(step, (most + step - 1) / step * step);
  }

  /** 1, 2, 5, 10, 20 … cards between two lines. */
  private static long step(long most) {
    long power = 1;
    while (true) {
      for (int factor : new int[] {1, 2, 5}) {
        if (power * factor * MOST_LINES >= most) {
          return power * factor;
        }
      }
      power *= 10;
    }
  }

  /**
   * An svg element to stand in a page.
   *
   * @param name for its ids
   * @param width pixels
   * @param height pixels
   */
  String svg(String name, int width, int height) {
    XYChart chart = chart(width, height);
    ChartCanvas canvas = new ChartCanvas(name, width, height, description());
    canvas.draw(chart);
    double left = chart.getScreenXFromChart(0) - LABEL_GAP;
    for (long cards = 0; cards <= top; cards += step) {
      canvas.text(
          String.valueOf(cards),
          left,
          chart.getScreenYFromChart((double) cards) + 4,
          "end",
          "chart-day");
    }
    double last = -DATE_WIDTH;
    for (int i = 0; i < weeks.size(); i++) {
      double x = chart.getScreenXFromChart(i + 0.5);
      if (x - last >= DATE_WIDTH) {
        String day = DAY.format(weeks.get(i).getKey());
        canvas.text(day, x, chart.getScreenYFromChart(0) + 17, "middle", "chart-day");
        last = x;
      }
    }
    return canvas.svg();
  }

  private String description() {
    List<String> told = new ArrayList<>();
    for (Map.Entry<LocalDate, Tally> week : weeks) {
      Tally tally = week.getValue();
      if (tally.shown() > 0) {
        told.add(
            "%s: %d taken over, %d overridden, %d ignored"
                .formatted(
                    DAY.format(week.getKey()),
                    tally.accepted(),
                    tally.overridden(),
                    tally.ignored()));
      }
    }
    return told.isEmpty() ? "No cards" : "Cards by week. " + String.join("; ", told);
  }

  private XYChart chart(int width, int height) {
    XYChart chart = new XYChartBuilder().width(width).height(height).build();
    XYStyler style = chart.getStyler();
    style
        .setLegendVisible(false)
        .setChartTitleVisible(false)
        .setChartPadding(MARGIN)
        .setChartBackgroundColor(ChartCanvas.NOTHING)
        .setPlotBackgroundColor(ChartCanvas.NOTHING)
        .setPlotBorderVisible(false)
        .setPlotContentSize(1);
    style
        .setAxisTicksVisible(false)
        .setAxisTitlesVisible(false)
        .setPlotGridLinesVisible(false)
        .setPlotMargin(0)
        .setXAxisMin(0.0)
        .setXAxisMax((double) weeks.size())
        .setYAxisMin(0.0)
        .setYAxisMax((double) top);
    for (long cards = 0; cards <= top; cards += step) {
      XYSeries line =
          chart.addSeries(
              "grid-" + cards, new double[] {0, weeks.size()}, new double[] {cards, cards});
      line.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line).setMarker(SeriesMarkers.NONE);
      line.setLineColor(ChartCanvas.colour("chart-grid")).setLineWidth(1);
    }
    for (int i = 0; i < weeks.size(); i++) {
      Tally tally = weeks.get(i).getValue();
      // The whole column first: each part is painted over what stands above it.
      column(chart, i, "part-ignored", tally.shown());
      column(chart, i, "part-overridden", tally.accepted() + tally.overridden());
      column(chart, i, "part-accepted", tally.accepted());
    }
    return chart;
  }

  private static void column(XYChart chart, int week, String part, long height) {
    if (height == 0) {
      return;
    }
    XYSeries area =
        chart.addSeries(
            part + "-" + week,
            new double[] {week + 0.5 - HALF_COLUMN, week + 0.5 + HALF_COLUMN},
            new double[] {height, height});
    area.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area);
    area.setFillColor(ChartCanvas.colour(part));
    area.setLineColor(ChartCanvas.NOTHING);
    area.setMarker(SeriesMarkers.NONE);
  }
}
