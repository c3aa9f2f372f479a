package org.ldncds.fhir;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.Quantity;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.facts.DosageReading;
import org.ldncds.clinical.facts.DosageReading.NotRead;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.facts.Instruction;
import org.ldncds.clinical.facts.Sig;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.quantity.Units;
import org.ldncds.clinical.sig.SigReader;

/**
 * Reads FHIR dosage instructions into steps: each from its structured parts, else from its text. A
 * dosage of which any instruction cannot be read is not read at all.
 */
final class DosageReader {

  private static final int MOST_INSTRUCTIONS = 100;

  private final SigReader sigReader;
  private final AmountReader amountReader;
  private final StepReader stepReader;

  /**
   * @param weight for doses per kilogram
   */
  DosageReader(SigReader sigReader, Units units, BodyWeight weight) {
    this.sigReader = sigReader;
    this.amountReader = new AmountReader(units, weight);
    this.stepReader = new StepReader(amountReader);
  }

  /** What each instruction says, in its structured parts and in its text. */
  List<Instruction> instructions(List<Dosage> instructions, Drug drug) {
    return instructions.stream()
        .limit(MOST_INSTRUCTIONS)
        .map(dosage -> new Instruction(structured(dosage, drug), sig(dosage, drug)))
        .toList();
  }

  /**
   * The amount of the drug in a quantity, the most where it may be more; empty where not certain.
   */
  Optional<Dose> amount(Quantity quantity, Drug drug) {
    try {
      return Optional.of(amountReader.single(quantity, drug).most());
    } catch (NotReadException e) {
      return Optional.empty();
    }
  }

  /** What counts: the structured parts, else the text. */
  DosageReading read(List<Dosage> instructions, Drug drug) {
    if (instructions.isEmpty()) {
      return new NotRead(Unreadable.MISSING);
    }
    if (instructions.size() > MOST_INSTRUCTIONS) {
      return new NotRead(Unreadable.TIMING_NOT_UNDERSTOOD);
    }
    List<DosageReading> readings =
        instructions.stream().map(dosage -> effective(dosage, drug)).toList();
    Optional<NotRead> unread =
        readings.stream()
            .filter(NotRead.class::isInstance)
            .map(NotRead.class::cast)
            .reduce(NotRead::orMoreTelling);
    if (unread.isPresent()) {
      return unread.get();
    }
    try {
      return new Read(
          StepTimeline.steps(
              instructions, readings.stream().map(reading -> ((Read) reading).steps()).toList()));
    } catch (ArithmeticException e) {
      return new NotRead(Unreadable.BEYOND_REASON);
    } catch (NotReadException e) {
      return new NotRead(e.reason());
    }
  }

  private DosageReading structured(Dosage dosage, Drug drug) {
    try {
      return new Read(List.of(stepReader.step(dosage, drug)));
    } catch (NotReadException e) {
      return new NotRead(e.reason());
    } catch (ArithmeticException e) {
      return new NotRead(Unreadable.BEYOND_REASON);
    }
  }

  private Optional<Sig> sig(Dosage dosage, Drug drug) {
    return dosage.hasText()
        ? Optional.of(sigReader.read(dosage.getText(), drug))
        : Optional.empty();
  }

  private DosageReading effective(Dosage dosage, Drug drug) {
    DosageReading structured = structured(dosage, drug);
    if (!(structured instanceof NotRead notRead) || !notRead.reason().leavesRoomForText()) {
      return structured;
    }
    Optional<Sig> sig = sig(dosage, drug);
    if (sig.isEmpty()) {
      return notRead;
    }
    if (sig.get().reading() instanceof NotRead textNotRead) {
      return notRead.orMoreTelling(textNotRead);
    }
    Read text = (Read) sig.get().reading();
    return contradicts(dosage, text, drug) ? new NotRead(Unreadable.CONTRADICTORY) : text;
  }

  /**
   * An amount that is structured must be one that the text names: 45 mg is not overruled by 4.5.
   */
  private boolean contradicts(Dosage dosage, Read text, Drug drug) {
    try {
      AmountReader.Amount amount = amountReader.read(dosage.getDoseAndRate(), drug);
      return amount.perSeconds().isEmpty()
          && text.steps().stream()
              .map(DoseStep::largestSingle)
              .noneMatch(single -> isSame(single, amount));
    } catch (NotReadException | ArithmeticException e) {
      return false; // nothing to compare
    }
  }

  private static boolean isSame(Dose single, AmountReader.Amount amount) {
    return single.compareTo(amount.most()) == 0;
  }
}
