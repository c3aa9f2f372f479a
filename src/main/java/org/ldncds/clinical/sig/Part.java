package org.ldncds.clinical.sig;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ldncds.clinical.sig.Strengths.Again;
import org.ldncds.clinical.sig.Strengths.Restated;

/** One amount and when it is taken: "1 mg in the morning". */
final class Part {

  private Optional<Amount> amount = Optional.empty();
  private final List<Restated> restated = new ArrayList<>();
  private final Timing timing = new Timing();
  private boolean timingFirst;

  Optional<Amount> amount() {
    return amount;
  }

  boolean hasAmount() {
    return amount.isPresent();
  }

  Timing timing() {
    return timing;
  }

  /** The text says when before it says how much. */
  boolean isTimingFirst() {
    return timingFirst;
  }

  void take(Amount taken) {
    timingFirst = !timing.isEmpty();
    amount = Optional.of(taken);
  }

  /** "1.5 mg capsule: take 3 capsules": how many is said after of what. */
  boolean isReplacedBy(Amount next) {
    return amount.map(Amount::ofOneUnit).orElse(false) && !next.isMass() && !next.ofOneUnit();
  }

  void restate(Amount again, Again how) {
    restated.add(new Restated(again, how));
  }

  Range resolve(Strengths strengths) {
    return strengths.resolve(amount.orElseThrow(NotUnderstoodException::new), restated);
  }
}
