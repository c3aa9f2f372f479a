package org.ldncds.clinical.sig;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.ldncds.clinical.quantity.Frequency;

/** How often and when one amount is taken, gathered word by word; words that disagree end it. */
final class Timing {

  /** The least and the most often that is allowed. */
  record Schedule(Frequency least, Frequency most) {
    boolean isOnceDaily() {
      return least.equals(Frequency.ONCE_DAILY) && most.equals(Frequency.ONCE_DAILY);
    }
  }

  private Optional<Schedule> often = Optional.empty();
  private final Set<Kind> slots = EnumSet.noneOf(Kind.class);
  private int times;
  private int weekdays;
  private boolean onceOnly;

  boolean isEmpty() {
    return often.isEmpty() && times == 0 && weekdays == 0 && !onceOnly;
  }

  boolean hasTimes() {
    return times > 0;
  }

  boolean hasWeekdays() {
    return weekdays != 0;
  }

  boolean isOnceOnly() {
    return onceOnly;
  }

  Set<Kind> slots() {
    return slots;
  }

  int weekdays() {
    return weekdays;
  }

  boolean isAt(Set<Kind> others) {
    return !slots.isEmpty() && slots.containsAll(others);
  }

  void addOften(Frequency least, Frequency most) {
    Schedule added = new Schedule(least, most);
    if (onceOnly || (often.isPresent() && !often.get().equals(added))) {
      throw new NotUnderstoodException();
    }
    often = Optional.of(added);
  }

  /**
   * @param number how many administrations the times are
   */
  void addTimes(Set<Kind> moreSlots, int number) {
    if (onceOnly) {
      throw new NotUnderstoodException();
    }
    slots.addAll(moreSlots);
    times += number;
  }

  void addWeekdays(int more) {
    if (onceOnly || (weekdays & more) != 0) {
      throw new NotUnderstoodException();
    }
    weekdays |= more;
  }

  void addOnceOnly() {
    if (often.isPresent() || weekdays != 0 || times > 1) {
      throw new NotUnderstoodException();
    }
    onceOnly = true;
  }

  /** Empty where nothing says how often. */
  Optional<Schedule> schedule() {
    if (onceOnly) {
      return Optional.of(exactly(Frequency.ONCE_DAILY));
    }
    if (weekdays != 0) {
      return Optional.of(onWeekdays(Integer.bitCount(weekdays)));
    }
    if (often.isEmpty()) {
      return times > 0 ? Optional.of(exactly(Frequency.timesADay(times))) : Optional.empty();
    }
    if (times > 0 && !fits(often.get(), times)) {
      throw new NotUnderstoodException();
    }
    return often;
  }

  private static Schedule exactly(Frequency frequency) {
    return new Schedule(frequency, frequency);
  }

  private static boolean fits(Schedule often, int times) {
    boolean daily =
        often.least.equals(Frequency.timesADay(times))
            && often.most.equals(Frequency.timesADay(times));
    boolean spaced = times == 1 && often.most.times() == 1 && often.least.equals(often.most);
    boolean someTimesAWeek = times == 1 && often.most.days() == 7 && often.least.equals(often.most);
    return daily || spaced || someTimesAWeek;
  }

  /** Monday, Wednesday and Friday are three days in seven. */
  private Schedule onWeekdays(int days) {
    long aDay = Math.max(1, times);
    if (often.isEmpty()) {
      return exactly(new Frequency(aDay * days, 7));
    }
    Frequency stated = often.get().most;
    boolean exact = often.get().least.equals(stated);
    if (exact && stated.days() == 1 && (times == 0 || stated.times() == times)) {
      return exactly(new Frequency(Math.multiplyExact(stated.times(), days), 7));
    }
    if (exact && stated.equals(new Frequency(aDay * days, 7))) {
      return often.get();
    }
    throw new NotUnderstoodException();
  }
}
