package org.ldncds.clinical.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ldncds.clinical.facts.DosageReading.NotRead;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.facts.Gap;
import org.ldncds.clinical.facts.Instruction;
import org.ldncds.clinical.facts.Sig;
import org.ldncds.clinical.quantity.DailyDose;

/**
 * DR-11: an instruction's structured dose and its text disagree. The pharmacy fills one, the
 * patient reads the other. A text that was not understood is no disagreement, but one that tells of
 * a later step leaves a dose unchecked.
 */
final class TextRule implements DoseRule {

  @Override
  public List<Outcome> judge(JudgedDose dose) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Instruction instruction : dose.order().instructions()) {
      instruction.sig().flatMap(sig -> judge(dose, instruction, sig)).ifPresent(outcomes::add);
    }
    return outcomes.stream().distinct().toList();
  }

  private static Optional<Outcome> judge(JudgedDose dose, Instruction instruction, Sig sig) {
    if (sig.reading() instanceof NotRead notRead
        && notRead.reason() == Unreadable.TAPER_NOT_UNDERSTOOD) {
      return Optional.of(
          new Outcome.Undetermined(
              DoseRangeCheck.NAME,
              Gap.of(Gap.Kind.LATER_STEP_UNREADABLE, dose.order().record().toString())));
    }
    return disagree(dose, instruction)
        ? Optional.of(disagreement(dose, instruction, sig))
        : Optional.empty();
  }

  /** An EHR may write the text of the whole order into each of its instructions. */
  private static boolean disagree(JudgedDose dose, Instruction instruction) {
    return instruction.structured() instanceof Read structured
        && instruction.sig().isPresent()
        && instruction.sig().get().reading() instanceof Read text
        && !agree(structured, text)
        && !agree(dose.read(), text);
  }

  private static boolean agree(Read a, Read b) {
    return agree(a.steps(), b.steps());
  }

  private static boolean agree(List<DoseStep> a, List<DoseStep> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!contains(a.get(i), b.get(i)) && !contains(b.get(i), a.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** True where all that the inner one allows, the outer one allows too. */
  private static boolean contains(DoseStep outer, DoseStep inner) {
    boolean range = outer.leastDaily().compareTo(outer.mostDaily()) < 0;
    int single = inner.largestSingle().compareTo(outer.largestSingle());
    return outer.leastDaily().compareTo(inner.leastDaily()) <= 0
        && inner.mostDaily().compareTo(outer.mostDaily()) <= 0
        && (range ? single <= 0 : single == 0);
  }

  private static Finding disagreement(JudgedDose dose, Instruction instruction, Sig sig) {
    Map<String, String> values = new HashMap<>(dose.values(dose.read().largestSingle()));
    values.put("structured", words((Read) instruction.structured()));
    values.put("written", sig.text());
    values.put("understood", words((Read) sig.reading()));
    return Finding.of(Rule.DR_11, Indicator.WARNING, dose.order(), values);
  }

  private static String words(Read read) {
    return read.steps().stream().map(TextRule::words).collect(Collectors.joining(", then "));
  }

  /** "4.5 mg once a day", "1 mg 2 times a day (2 mg a day)". */
  private static String words(DoseStep step) {
    String taken = step.largestSingle() + " " + step.frequency();
    DailyDose least = step.leastDaily();
    DailyDose most = step.mostDaily();
    boolean range = least.compareTo(most) < 0;
    return range
        ? "up to " + taken + " (" + least.rounded() + " to " + most + ")"
        : most.isExactly(step.largestSingle()) ? taken : taken + " (" + most + ")";
  }
}
