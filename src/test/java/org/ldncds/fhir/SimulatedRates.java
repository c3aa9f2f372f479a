package org.ldncds.fhir;

import java.math.BigDecimal;
import java.util.OptionalLong;
import org.ldncds.fhir.Simulated.Ratio;
import org.ldncds.fhir.Simulated.Step;
import tools.jackson.databind.JsonNode;

/** What runs or is given off at a rate, minute by minute. */
record SimulatedRates(SimulatedAmounts amounts, SimulatedAmounts.Amount rate, boolean patch) {

  private static final long MINUTES = 1_440;

  Step step(JsonNode instruction, SimulatedCalendar calendar) {
    JsonNode repeat = instruction.at("/timing/repeat");
    Step step =
        repeat.has("duration")
            ? forSomeTime(repeat, calendar)
            : patch ? worn(calendar) : allDay(repeat, calendar);
    JsonNode cap = instruction.path("maxDosePerPeriod");
    if (cap.isMissingNode()) {
      return step;
    }
    Ratio most =
        Ratio.of(
            amounts.milligrams(cap.get("numerator")).multiply(BigDecimal.valueOf(MINUTES)),
            SimulatedCalendar.minutes(cap.get("denominator")));
    return new Step(
        step.least().min(most), step.most().min(most), step.single(), step.often(), step.days());
  }

  private Step forSomeTime(JsonNode repeat, SimulatedCalendar calendar) {
    String unit = repeat.get("durationUnit").asString();
    long shortest = minutes(repeat.get("duration"), unit);
    long longest = repeat.has("durationMax") ? minutes(repeat.get("durationMax"), unit) : shortest;
    long low = 0;
    for (long ignored : calendar.seldom()) {
      low += shortest;
    }
    long high = 0;
    for (long ignored : calendar.often()) {
      high += longest;
    }
    return new Step(
        running(rate.least(), low, calendar.seldomDays()),
        running(rate.most(), high, calendar.oftenDays()),
        running(rate.most(), longest, 1),
        Ratio.of(BigDecimal.valueOf(calendar.often().size()), calendar.oftenDays()),
        DosageSimulator.first(
            calendar.bounds(),
            DosageSimulator.lasting(calendar.count(), calendar, calendar.seldom().size())));
  }

  private static long minutes(JsonNode value, String unit) {
    return value
        .decimalValue()
        .multiply(BigDecimal.valueOf(unit.equals("h") ? 60 : 1))
        .longValueExact();
  }

  private Ratio running(BigDecimal amount, long minutes, long days) {
    return Ratio.of(amount.multiply(BigDecimal.valueOf(minutes)), rate.minutes() * days);
  }

  private Ratio inSeconds(BigDecimal amount, long seconds, long days) {
    return Ratio.of(amount.multiply(BigDecimal.valueOf(seconds)), rate.minutes() * 60 * days);
  }

  /** From each change of the patch to the next. */
  private Step worn(SimulatedCalendar calendar) {
    long end = calendar.seldomDays() * MINUTES * 60;
    long worn = 0;
    long longest = 0;
    for (int i = 0; i < calendar.seldom().size(); i++) {
      long next =
          i + 1 < calendar.seldom().size()
              ? calendar.seldom().get(i + 1)
              : end + calendar.seldom().get(0);
      long time = next - calendar.seldom().get(i);
      worn += time;
      longest = Math.max(longest, time);
    }
    return new Step(
        inSeconds(rate.least(), worn, calendar.seldomDays()),
        inSeconds(rate.most(), worn, calendar.seldomDays()),
        inSeconds(rate.most(), longest, 1),
        Ratio.of(BigDecimal.valueOf(calendar.often().size()), calendar.oftenDays()),
        DosageSimulator.first(
            calendar.bounds(),
            DosageSimulator.lasting(calendar.count(), calendar, calendar.seldom().size())));
  }

  private Step allDay(JsonNode repeat, SimulatedCalendar calendar) {
    long minutes =
        repeat.has("boundsDuration")
            ? Math.min(MINUTES, SimulatedCalendar.minutes(repeat.get("boundsDuration")))
            : MINUTES;
    Ratio most = running(rate.most(), minutes, 1);
    OptionalLong days = calendar.bounds();
    return new Step(
        running(rate.least(), minutes, 1), most, most, Ratio.of(BigDecimal.ONE, 1), days);
  }
}
