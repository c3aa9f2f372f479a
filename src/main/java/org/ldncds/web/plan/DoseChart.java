package org.ldncds.web.plan;

import java.awt.BasicStroke;
import java.awt.Color;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.ldncds.clinical.titration.TitrationPlan.Step;
import org.ldncds.knowledge.PlanPageWords;
import org.ldncds.web.chart.ChartCanvas;

/**
 * A plan as a chart of dose over days, drawn by XChart. Labels are real text beside it, so that the
 * page's own font and colours apply and no font of the machine is needed.
 */
final class DoseChart {

  /** Room around the plot for the labels, in pixels. */
  private static final int MARGIN = 30;

  private static final int LABEL_GAP = 7;
  private static final int DATE_WIDTH = 46;
  private static final int WIDE_STEP = 48;
  private static final BasicStroke THIN = new BasicStroke(1);
  private static final BasicStroke LINE =
      new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

  private final List<Step> steps;
  private final LocalDate review;
  private final PlanPageWords words;
  private final String description;

  /**
   * @param review the day on which the chart ends
   * @param description what it shows, for those who do not see it
   */
  DoseChart(List<Step> steps, LocalDate review, PlanPageWords words, String description) {
    this.steps = List.copyOf(steps);
    this.review = review;
    this.words = words;
    this.description = description;
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
    ChartCanvas canvas = new ChartCanvas(name, width, height, description);
    canvas.draw(chart);
    labelDoses(chart, canvas);
    labelDays(chart, canvas);
    labelAxis(chart, canvas);
    return canvas.svg();
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
        .setXAxisMax((double) day(review))
        .setYAxisMin(0.0)
        .setYAxisMax((double) top());
    for (int milligrams = 1; milligrams <= top(); milligrams++) {
      line(chart, "grid-" + milligrams, 0, milligrams, day(review), milligrams)
          .setLineStyle(THIN)
          .setLineColor(ChartCanvas.colour("chart-grid"));
    }
    for (int i = 0; i < steps.size(); i++) {
      addStep(chart, i);
    }
    line(chart, "review", day(review), 0, day(review), top())
        .setLineStyle(LINE)
        .setLineColor(ChartCanvas.colour("chart-review"));
    return chart;
  }

  private void addStep(XYChart chart, int i) {
    double dose = dose(steps.get(i));
    Color tone = ChartCanvas.colour(Tones.of(i, steps.size()));
    XYSeries area =
        chart.addSeries("area-" + i, new double[] {from(i), until(i)}, new double[] {dose, dose});
    area.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area);
    area.setFillColor(tone);
    area.setLineColor(ChartCanvas.NOTHING);
    area.setMarker(SeriesMarkers.NONE);
    Color ink = ChartCanvas.colour("chart-line");
    line(chart, "plateau-" + i, from(i), dose, until(i), dose).setLineStyle(LINE).setLineColor(ink);
    if (i > 0) {
      line(chart, "rise-" + i, from(i), dose(steps.get(i - 1)), from(i), dose)
          .setLineStyle(LINE)
          .setLineColor(ink);
    }
  }

  private static XYSeries line(
      XYChart chart, String name, double x1, double y1, double x2, double y2) {
    XYSeries series = chart.addSeries(name, new double[] {x1, x2}, new double[] {y1, y2});
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line).setMarker(SeriesMarkers.NONE);
    return series;
  }

  private void labelDoses(XYChart chart, ChartCanvas canvas) {
    boolean wide =
        chart.getScreenXFromChart(until(0)) - chart.getScreenXFromChart(from(0)) > WIDE_STEP;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      canvas.text(
          wide ? step.dose().toString() : step.dose().milligrams().toPlainString(),
          chart.getScreenXFromChart((from(i) + until(i)) / 2.0),
          chart.getScreenYFromChart(dose(step)) - LABEL_GAP,
          "middle",
          "chart-dose");
    }
  }

  /** Dates under the steps, where there is room, and under the review always. */
  private void labelDays(XYChart chart, ChartCanvas canvas) {
    double baseline = chart.getScreenYFromChart(0) + 17;
    double end = chart.getScreenXFromChart(day(review));
    double last = -DATE_WIDTH;
    for (int i = 0; i < steps.size(); i++) {
      double x = chart.getScreenXFromChart(from(i));
      if (x - last >= DATE_WIDTH && end - x >= DATE_WIDTH) {
        canvas.text(words.shortDate(steps.get(i).firstDay()), x, baseline, "middle", "chart-day");
        last = x;
      }
    }
    canvas.text(words.shortDate(review), end, baseline, "middle", "chart-day");
    canvas.text(
        words.label("labels.review-mark"),
        end - LABEL_GAP,
        chart.getScreenYFromChart(0) - LABEL_GAP,
        "end",
        "chart-review-mark");
  }

  private void labelAxis(XYChart chart, ChartCanvas canvas) {
    double x = chart.getScreenXFromChart(0) - LABEL_GAP;
    for (int milligrams = 0; milligrams <= top(); milligrams++) {
      canvas.text(
          String.valueOf(milligrams),
          x,
          chart.getScreenYFromChart(milligrams) + 4,
          "end",
          "chart-day");
    }
    canvas.text(
        words.label("labels.unit"),
        x,
        chart.getScreenYFromChart(top()) - LABEL_GAP - 4,
        "end",
        "chart-day");
  }

  private int day(LocalDate date) {
    return Math.toIntExact(ChronoUnit.DAYS.between(steps.get(0).firstDay(), date));
  }

  private int from(int step) {
    return day(steps.get(step).firstDay());
  }

  private int until(int step) {
    return step + 1 < steps.size() ? from(step + 1) : day(review);
  }

  /** Whole milligrams with room for the label of the highest dose. */
  private int top() {
    return steps
        .get(steps.size() - 1)
        .dose()
        .milligrams()
        .setScale(0, RoundingMode.CEILING)
        .intValueExact();
  }

  private static double dose(Step step) {
    return step.dose().milligrams().doubleValue();
  }
}
