package org.ldncds.clinical.sig;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.quantity.DailyDose;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.quantity.Frequency;

/** Makes up dosages and writes each in one of the many ways people would. */
final class SigPlans {

  /** A dose, for so many days; 0 for the last step without end. */
  record Step(BigDecimal milligrams, int days) {}

  /** Steps that share how often they are taken. */
  record Plan(List<Step> steps, Often often, boolean byWeeks) {
    List<DoseStep> expected() {
      return steps.stream().map(this::expected).toList();
    }

    private DoseStep expected(Step step) {
      Dose dose = new Dose(step.milligrams);
      DailyDose daily = DailyDose.of(dose, often.frequency);
      return new DoseStep(
          daily,
          daily,
          dose,
          often.frequency,
          false,
          step.days == 0 ? OptionalLong.empty() : OptionalLong.of(step.days));
    }
  }

  /** How often, and the words for it. */
  record Often(Frequency frequency, List<String> words) {}

  private static final List<Often> OFTEN =
      List.of(
          new Often(
              new Frequency(1, 1),
              List.of(
                  "at bedtime",
                  "qhs",
                  "hs",
                  "nocte",
                  "nightly",
                  "at night",
                  "every night at bedtime",
                  "q.h.s.")),
          new Often(
              new Frequency(1, 1),
              List.of(
                  "daily", "once daily", "od", "qd", "every day", "once a day", "/day", "per day")),
          new Often(
              new Frequency(2, 1),
              List.of(
                  "bid",
                  "twice daily",
                  "twice a day",
                  "2 times a day",
                  "every 12 hours",
                  "q12h",
                  "b.i.d.",
                  "in the morning and at bedtime")),
          new Often(
              new Frequency(3, 1),
              List.of("tid", "tds", "three times daily", "q8h", "3x/day", "every 8 hours")),
          new Often(
              new Frequency(1, 2),
              List.of(
                  "every other day",
                  "on alternate days",
                  "qod",
                  "every 2 days",
                  "q48h",
                  "every second day")),
          new Often(
              new Frequency(3, 7),
              List.of("on Mon, Wed and Fri", "MWF", "Monday/Wednesday/Friday", "3 times a week")));

  private static final String[] NUMBERS = {"", "one", "two", "three", "four"};

  private final Random random;

  SigPlans(long seed) {
    random = new Random(seed);
  }

  private String any(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  Plan plan() {
    int number = 1 + random.nextInt(5);
    boolean byWeeks = random.nextInt(4) == 0;
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      boolean last = i == number - 1;
      int days = last && random.nextBoolean() ? 0 : byWeeks ? 7 : any(List.of(3, 7, 10, 14, 28));
      steps.add(new Step(milligrams(), days));
    }
    return new Plan(steps, any(OFTEN), byWeeks && number > 1);
  }

  private BigDecimal milligrams() {
    return switch (random.nextInt(4)) {
      case 0 -> new BigDecimal(1 + random.nextInt(50));
      case 1 -> new BigDecimal("0.5").multiply(new BigDecimal(1 + random.nextInt(9)));
      case 2 -> BigDecimal.valueOf(1 + random.nextInt(99), 1);
      default -> BigDecimal.valueOf(5L * (1 + random.nextInt(199)), 2);
    };
  }

  /** One way to write the plan. */
  String written(Plan plan) {
    StringBuilder text = new StringBuilder(any("", "", "Take ", "take ", "Start with ", "LDN "));
    boolean oftenOnce = plan.steps.size() == 1 || random.nextInt(3) == 0;
    int week = 1;
    for (int i = 0; i < plan.steps.size(); i++) {
      Step step = plan.steps.get(i);
      if (i > 0) {
        text.append(plan.byWeeks ? any("; ", ", ", "\n", ". ") : joiner());
      }
      boolean open = step.days == 0;
      if (plan.byWeeks) {
        text.append(any("week ", "wk ", "Week "))
            .append(week++)
            .append(open ? any("+", " onwards", " on") : "");
        text.append(any(": ", " ", " = "));
      }
      text.append(amount(step.milligrams)).append(any("", "", " po", " by mouth"));
      if (!oftenOnce || i == 0) {
        text.append(often(plan.often));
      }
      if (!plan.byWeeks && !open) {
        text.append(duration(step.days));
      }
    }
    return text.append(any("", "", ".", " for pain", " with food")).toString();
  }

  private String often(Often often) {
    String words = any(often.words);
    return words.startsWith("/") ? words : " " + words;
  }

  private String joiner() {
    return any(
        ", then ",
        " then ",
        "; then ",
        ". Then ",
        " -> ",
        " \u2192 ",
        ", followed by ",
        "; ",
        "\n",
        ", ");
  }

  private String duration(int days) {
    String unit = any(" days", " d", "d", " nights");
    if (days % 7 == 0 && random.nextBoolean()) {
      int weeks = days / 7;
      String number = random.nextInt(3) == 0 ? NUMBERS[weeks] + " " : weeks + any(" ", "");
      return any(" for ", " x ") + number + any("weeks", "wks", "week");
    }
    return any(" for ", " x ", " x") + days + unit;
  }

  /** The amount in any unit. */
  String amount(BigDecimal milligrams) {
    String plain = milligrams.stripTrailingZeros().toPlainString();
    String micrograms = milligrams.movePointRight(3).stripTrailingZeros().toPlainString();
    boolean threeDecimals = plain.indexOf('.') == plain.length() - 4 && plain.indexOf('.') > 0;
    return switch (random.nextInt(9)) {
      case 0 -> plain + any("mg", " mg", " MG", " mg.");
      case 1 -> micrograms + any("mcg", " mcg", " \u00b5g", " \u03bcg", "ug", " micrograms");
      case 2 ->
          milligrams.movePointLeft(3).stripTrailingZeros().toPlainString().length() > 13
              ? plain + " mg"
              : grams(milligrams);
      case 3 -> threeDecimals ? plain + " mg" : plain.replace('.', ',') + " mg";
      case 4 -> plain + any(" mL of 1 mg/mL", " ml of 5 mg/5 mL");
      case 5 -> "1 capsule (" + plain + " mg)";
      case 6 -> plain + " mg (" + micrograms + " mcg)";
      case 7 -> plain + " mg (1 capsule)";
      default -> plain + " milligrams";
    };
  }

  private static String grams(BigDecimal milligrams) {
    return milligrams.movePointLeft(3).stripTrailingZeros().toPlainString() + " g";
  }
}
