package org.ldncds.fhir;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes FHIR R4 dosages (and older ones) of every shape, from a seed. */
final class DosageGenerator {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 5);
  private static final List<String> WEEK = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final List<String> CODES =
      List.of(
          "QD", "BID", "TID", "QID", "AM", "PM", "QOD", "Q1H", "Q2H", "Q3H", "Q4H", "Q6H", "Q8H",
          "BED", "WK", "MO");
  private static final Map<String, List<String>> PERIODS =
      Map.of(
          "min", List.of("30", "90"),
          "h", List.of("1", "2", "4", "5", "6", "7.25", "8", "10", "12", "24", "36", "72"),
          "d", List.of("1", "1", "1", "1", "1", "2", "3", "1.5", "5", "7", "10"),
          "wk", List.of("1", "1", "2", "4", "0.5"),
          "mo", List.of("1", "2"),
          "a", List.of("1"));

  private final Random random;
  private final GeneratedAmounts amounts;

  DosageGenerator(Random random, GeneratedAmounts amounts) {
    this.random = random;
    this.amounts = amounts;
  }

  ArrayNode instructions() {
    ArrayNode instructions = JSON.createArrayNode();
    int number = pick(List.of(1, 1, 1, 1, 2, 2, 3));
    int how = random.nextInt(5);
    LocalDate start = FIRST;
    for (int i = 0; i < number; i++) {
      ObjectNode one = instruction(how == 3);
      if (number > 1 && how < 2) {
        one.put("sequence", how == 0 ? i + 1 : 1 + i / 2);
      }
      if (how >= 3 && (how == 3 || random.nextBoolean())) {
        start = start.plusDays(random.nextInt(30));
        period(one, start);
        if (number > 1 && random.nextBoolean()) {
          one.put("sequence", i + 1);
        }
      }
      instructions.add(one);
    }
    return instructions;
  }

  private void period(ObjectNode one, LocalDate start) {
    ObjectNode repeat = repeat(one);
    repeat.remove(List.of("boundsDuration", "boundsRange"));
    ObjectNode period = repeat.putObject("boundsPeriod").put("start", start.toString());
    if (random.nextInt(4) > 0) {
      period.put("end", start.plusDays(random.nextInt(40)).toString());
    }
  }

  private static ObjectNode repeat(ObjectNode one) {
    ObjectNode timing = one.get("timing") instanceof ObjectNode t ? t : one.putObject("timing");
    timing.remove("event");
    return timing.get("repeat") instanceof ObjectNode r ? r : timing.putObject("repeat");
  }

  private ObjectNode instruction(boolean plain) {
    ObjectNode one = JSON.createObjectNode();
    boolean rate = amounts.put(one);
    if (rate && random.nextBoolean()) {
      running(one);
    } else {
      timing(one, plain);
    }
    if (random.nextInt(5) == 0) {
      one.put(chance(10) ? "asNeeded" : "asNeededBoolean", true);
    }
    if (chance(10)) {
      ObjectNode most = one.putObject("maxDosePerPeriod");
      most.set("numerator", amounts.large());
      most.set(
          "denominator",
          pick(
              List.of(
                  time("1", "d"),
                  time("24", "h"),
                  time("36", "h"),
                  time("12", "h"),
                  time("1", "wk"),
                  time("10", "h"))));
      if (chance(40)) {
        one.remove("timing");
      }
    }
    if (chance(5)) {
      one.set("maxDosePerAdministration", amounts.large());
    }
    if (chance(5)) {
      one.set("maxDosePerLifetime", amounts.large());
    }
    return one;
  }

  private void running(ObjectNode one) {
    if (random.nextBoolean()) {
      repeat(one)
          .set("boundsDuration", pick(List.of(time("6", "h"), time("90", "min"), time("3", "d"))));
    }
  }

  private void timing(ObjectNode one, boolean plain) {
    ObjectNode timing = one.putObject("timing");
    if (!plain && chance(6)) {
      events(timing.putArray("event"));
      return;
    }
    ObjectNode repeat = timing.putObject("repeat");
    boolean coded = chance(20);
    if (coded) {
      timing.putObject("code").putArray("coding").addObject().put("code", pick(CODES));
    }
    if (!coded && !chance(10)) {
      frequency(repeat);
    }
    if (chance(18)) {
      names(repeat);
    }
    if (chance(12)) {
      some(repeat.putArray("dayOfWeek"), WEEK, 1 + random.nextInt(4));
    }
    if (!coded && repeat.isEmpty() && !chance(10)) {
      frequency(repeat);
    }
    if (chance(30)) {
      bounds(repeat);
    }
    if (chance(10)) {
      int count = 1 + random.nextInt(30);
      repeat.put("count", count);
      if (chance(40)) {
        repeat.put("countMax", count + random.nextInt(5));
      }
    }
    if (chance(6) || (amounts.isRate(one) && chance(70))) {
      repeat
          .put("duration", pick(List.of(1, 2, 6, 30)))
          .put("durationUnit", pick(List.of("h", "min")));
      if (chance(20)) {
        repeat.put("durationMax", 30);
      }
    }
  }

  private void frequency(ObjectNode repeat) {
    String unit =
        pick(List.of("d", "d", "d", "d", "d", "h", "h", "h", "wk", "wk", "mo", "min", "a"));
    String period = pick(PERIODS.getOrDefault(unit, List.of("1")));
    repeat.put("period", new BigDecimal(period));
    repeat.put(chance(5) ? "periodUnits" : "periodUnit", unit);
    if (chance(15)) {
      repeat.put("periodMax", new BigDecimal(period).multiply(BigDecimal.valueOf(2)));
    }
    if (!chance(10)) {
      int frequency = chance(2) ? 0 : pick(List.of(1, 1, 1, 2, 3, 4));
      repeat.put("frequency", frequency);
      if (chance(12)) {
        repeat.put("frequencyMax", frequency + random.nextInt(3));
      }
    }
  }

  private void names(ObjectNode repeat) {
    if (random.nextBoolean()) {
      some(
          repeat.putArray("timeOfDay"),
          List.of("08:00:00", "12:00:00", "20:00:00"),
          1 + random.nextInt(2));
    } else if (chance(10)) {
      repeat.put("when", "HS");
    } else {
      some(
          repeat.putArray("when"),
          List.of("MORN", "EVE", "HS", "NIGHT", "AC", "PCM"),
          1 + random.nextInt(3));
      if (chance(20)) {
        repeat.put("offset", 30);
      }
    }
  }

  private void bounds(ObjectNode repeat) {
    switch (random.nextInt(3)) {
      case 0 -> repeat.set("boundsDuration", length());
      case 1 -> {
        ObjectNode range = repeat.putObject("boundsRange");
        range.set("low", time("2", "d"));
        if (!chance(10)) {
          range.set("high", length());
        }
      }
      default ->
          repeat
              .putObject("boundsPeriod")
              .put("start", FIRST.toString())
              .put("end", FIRST.plusDays(random.nextInt(60)).toString());
    }
  }

  private ObjectNode length() {
    return pick(
        List.of(
            time("14", "d"),
            time("2", "wk"),
            time("1", "mo"),
            time("36", "h"),
            time("10", "d"),
            time("1.5", "d"),
            time("1", "a")));
  }

  private void events(ArrayNode events) {
    int gap = 1 + random.nextInt(8);
    int number = 1 + random.nextInt(5);
    int aDay = 1 + random.nextInt(2);
    for (int i = 0; i < number; i++) {
      LocalDate day = FIRST.plusDays((long) i * gap + (chance(3) ? 1 : 0));
      for (int j = 0; j < aDay; j++) {
        events.add(day + (j == 0 ? "T08:00:00Z" : "T20:00:00Z"));
      }
    }
  }

  private void some(ArrayNode list, List<String> from, int number) {
    for (int i = 0; i < number; i++) {
      list.add(pick(from));
    }
  }

  static ObjectNode time(String value, String code) {
    return JSON.createObjectNode().put("value", new BigDecimal(value)).put("code", code);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
