package org.ldncds.clinical.sig;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One stretch of a written dosage while it is read. */
final class StepDraft {

  /** Days counted from the first day of the dosage. */
  record Label(long firstDay, long days, boolean from) {}

  /**
   * A most that is allowed in so many days.
   *
   * @param amount empty where only a number is said
   * @param ofDoses true where the number counts doses, else what the dose counts
   */
  record Cap(Optional<Amount> amount, BigDecimal number, boolean ofDoses, long days) {}

  /** A total that is said again. */
  record Total(Amount amount, boolean daily) {}

  /** How the steps between the one before and this one follow. */
  record Rise(Amount by, long everyDays, boolean down) {}

  private final List<Part> parts = new ArrayList<>(List.of(new Part()));
  private OptionalLong days = OptionalLong.empty();
  private boolean daysFirst;
  private boolean asNeeded;
  private boolean open;
  private int repeats;
  private boolean repeatsUntilCap;
  private Optional<Label> label = Optional.empty();
  private Optional<Cap> cap = Optional.empty();
  private Optional<Rise> rise = Optional.empty();
  private final List<Total> totals = new ArrayList<>();
  private boolean begunWithoutWord;

  List<Part> parts() {
    return parts;
  }

  Part part() {
    return parts.get(parts.size() - 1);
  }

  Part newPart() {
    if (parts.size() >= 7 || !part().hasAmount()) {
      throw new NotUnderstoodException();
    }
    parts.add(new Part());
    return part();
  }

  boolean hasAmount() {
    return parts.get(0).hasAmount();
  }

  boolean isUntouched() {
    return !hasAmount() && part().timing().isEmpty() && days.isEmpty() && label.isEmpty();
  }

  boolean hasEnd() {
    return days.isPresent();
  }

  OptionalLong days() {
    return days;
  }

  /** The length is said before the amount: "week 1: 1 mg". */
  boolean isDaysFirst() {
    return daysFirst;
  }

  void lasts(long number) {
    if (days.isPresent() || open || number > 10_000) {
      throw new NotUnderstoodException();
    }
    daysFirst = !hasAmount();
    days = OptionalLong.of(number);
  }

  void is(Label labelled, boolean isOpen) {
    if (label.isPresent() || days.isPresent()) {
      throw new NotUnderstoodException();
    }
    daysFirst = !hasAmount();
    label = Optional.of(labelled);
    if (isOpen) {
      open = true;
    } else {
      days = OptionalLong.of(labelled.days());
    }
  }

  Optional<Label> label() {
    return label;
  }

  boolean isOver() {
    return days.isPresent() || label.isPresent();
  }

  void openEnd() {
    if (days.isPresent()) {
      throw new NotUnderstoodException();
    }
    open = true;
  }

  void setAsNeeded() {
    asNeeded = true;
  }

  boolean isAsNeeded() {
    return asNeeded;
  }

  void atMost(Cap most) {
    if (cap.isPresent()) {
      throw new NotUnderstoodException();
    }
    cap = Optional.of(most);
  }

  Optional<Cap> cap() {
    return cap;
  }

  void repeats(int number) {
    if (repeats > 0 || repeatsUntilCap) {
      throw new NotUnderstoodException();
    }
    repeats = number;
    repeatsUntilCap = number == 0;
  }

  int repeats() {
    return repeats;
  }

  boolean isRepeatedUntilCap() {
    return repeatsUntilCap;
  }

  void total(Total total) {
    totals.add(total);
  }

  List<Total> totals() {
    return totals;
  }

  void risesBy(Rise steps) {
    rise = Optional.of(steps);
  }

  Optional<Rise> rise() {
    return rise;
  }

  /** The step begins by its amount alone, without "then". */
  void beginsWithoutWord() {
    begunWithoutWord = true;
  }

  boolean isBegunWithoutWord() {
    return begunWithoutWord;
  }
}
