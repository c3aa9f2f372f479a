package org.ldncds.clinical.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.DosageReading.NotRead;
import org.ldncds.clinical.facts.Gap;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.FollowUp;
import org.ldncds.clinical.protocol.FollowUpWindows;
import org.ldncds.clinical.protocol.TitrationProtocol;
import org.ldncds.clinical.protocol.Windows;

/**
 * The chart of a patient on naltrexone is opened: what is due? Rules FU-1 to FU-6. Where an opioid
 * is current too, nothing else is said, since no step, test or injection may come first.
 */
public final class FollowUpCheck implements Check {

  public static final String NAME = "follow-up";

  private final BothCurrent bothCurrent = new BothCurrent();
  private final StepsDue stepsDue;
  private final LiverTestsDue liverTestsDue;
  private final DepotDue depotDue;
  private final NeverDispensed neverDispensed;
  private final Windows windows;

  /**
   * @param protocols from which the next dose is named
   */
  public FollowUpCheck(
      FollowUpWindows followUpWindows,
      FollowUp followUp,
      Collection<TitrationProtocol> protocols,
      DoseLimits limits,
      Windows windows) {
    this.stepsDue =
        new StepsDue(followUpWindows, followUp.reviews(), List.copyOf(protocols), limits);
    this.liverTestsDue = new LiverTestsDue(followUpWindows, followUp, windows);
    this.depotDue = new DepotDue(followUpWindows, limits, windows);
    this.neverDispensed = new NeverDispensed(followUpWindows, limits);
    this.windows = windows;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Outcome> check(ClinicalFacts facts) {
    List<Outcome> outcomes = new ArrayList<>(bothCurrent.judge(facts));
    if (outcomes.isEmpty()) {
      outcomes.addAll(due(facts));
    }
    return outcomes.isEmpty() ? List.of(new Outcome.Clear(NAME)) : outcomes;
  }

  /** What was never handed out is not taken, so nothing is due of it. */
  private List<Outcome> due(ClinicalFacts facts) {
    List<Outcome> outcomes = new ArrayList<>(neverDispensed.judge(facts));
    if (outcomes.isEmpty()) {
      PresentCourse.of(facts, windows)
          .ifPresent(
              course -> {
                if (course.witness().dosage() instanceof NotRead) {
                  outcomes.add(notFollowed(course.witness()));
                }
                outcomes.addAll(stepsDue.judge(course, facts));
              });
      liverTestsDue.judge(facts).ifPresent(outcomes::add);
    }
    depotDue.judge(facts).ifPresent(outcomes::add);
    return outcomes;
  }

  private static Outcome notFollowed(Witness witness) {
    return new Outcome.Undetermined(
        NAME, Gap.of(Gap.Kind.DOSE_NOT_FOLLOWED, witness.record().toString()));
  }
}
