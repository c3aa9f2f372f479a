package org.ldncds.clinical.sig;

import java.util.ArrayList;
import java.util.List;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.sig.Strengths.Again;

/** The steps gathered so far; the last one is being read. */
final class Steps {

  private final List<StepDraft> drafts = new ArrayList<>(List.of(new StepDraft()));
  private final int most;
  private boolean stopped;

  Steps(int most) {
    this.most = most;
  }

  List<StepDraft> all() {
    return drafts;
  }

  StepDraft last() {
    return drafts.get(drafts.size() - 1);
  }

  StepDraft beforeLast() {
    return drafts.get(drafts.size() - 2);
  }

  Timing timing() {
    return last().part().timing();
  }

  boolean isFirst() {
    return drafts.size() == 1;
  }

  /** Begins the next step; the one before must have a dose. */
  void begin() {
    if (stopped || !last().hasAmount()) {
      throw new NotUnderstoodException();
    }
    if (drafts.size() >= most) {
      throw new NotUnderstoodException(Unreadable.BEYOND_REASON);
    }
    drafts.add(new StepDraft());
  }

  /** The step that a length or a label is for: the next where this one has both. */
  StepDraft forLength() {
    if (last().isOver() && last().hasAmount()) {
      begin();
    }
    return last();
  }

  /** "then stop": nothing may follow. */
  void stop() {
    if (!last().hasEnd() || !last().hasAmount()) {
      throw new NotUnderstoodException();
    }
    stopped = true;
  }

  /**
   * Finds the place of an amount: the dose, the same dose said again, the next part, the next step.
   *
   * @param again how it would say the dose again
   * @param afterAnd true where "and" stands before it
   */
  void take(Amount amount, Again again, boolean afterAnd) {
    Part part = last().part();
    if (part.hasAmount() && amount.ofOneUnit()) {
      return;
    }
    if (!part.hasAmount() || part.isReplacedBy(amount)) {
      part.take(amount);
    } else if (again != Again.BESIDE) {
      part.restate(amount, again);
    } else if (last().isOver() && !last().isDaysFirst()) {
      if (afterAnd) {
        throw new NotUnderstoodException(); // after it, or at the same time?
      }
      begin();
      last().beginsWithoutWord();
      last().part().take(amount);
    } else if (part.timing().isEmpty()) {
      part.restate(amount, again);
    } else {
      last().newPart().take(amount);
    }
  }
}
