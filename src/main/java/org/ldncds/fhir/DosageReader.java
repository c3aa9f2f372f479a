package org.ldncds.fhir;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Dosage;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.facts.DosageReading;
import org.ldncds.clinical.facts.DosageReading.NotRead;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.facts.Instruction;
import org.ldncds.clinical.quantity.DailyDose;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.quantity.Frequency;
import org.ldncds.clinical.sig.SigReader;

/**
 * Reads the structured parts of FHIR dosage instructions into steps. Instructions with different
 * sequence numbers, or with periods that begin one after the other, follow each other; all else is
 * taken together. A dosage of which any part cannot be read is not read at all.
 */
final class DosageReader {

  private static final int MOST_INSTRUCTIONS = 100;

  private final SigReader sigReader;

  DosageReader(SigReader sigReader) {
    this.sigReader = sigReader;
  }

  /** What each instruction says, in its structured parts and in its text. */
  List<Instruction> instructions(List<Dosage> instructions, Drug drug) {
    return instructions.stream()
        .limit(MOST_INSTRUCTIONS)
        .map(
            dosage ->
                new Instruction(
                    read(List.of(dosage), drug),
                    dosage.hasText()
                        ? Optional.of(sigReader.read(dosage.getText(), drug))
                        : Optional.empty()))
        .toList();
  }

  DosageReading read(List<Dosage> instructions, Drug drug) {
    if (instructions.isEmpty()) {
      return new NotRead(Unreadable.MISSING);
    }
    if (instructions.size() > MOST_INSTRUCTIONS) {
      return new NotRead(Unreadable.TIMING_NOT_UNDERSTOOD);
    }
    try {
      return new Read(grouped(instructions).stream().map(group -> together(group, drug)).toList());
    } catch (NotReadException e) {
      return new NotRead(e.reason());
    } catch (ArithmeticException e) {
      return new NotRead(Unreadable.BEYOND_REASON);
    }
  }

  /** Instructions that are in force at the same time, group after group. */
  private static List<List<Dosage>> grouped(List<Dosage> instructions) {
    boolean numbered = instructions.stream().allMatch(Dosage::hasSequence);
    if (numbered) {
      Map<Integer, List<Dosage>> bySequence = new TreeMap<>();
      instructions.forEach(
          d -> bySequence.computeIfAbsent(d.getSequence(), s -> new ArrayList<>()).add(d));
      return List.copyOf(bySequence.values());
    }
    List<LocalDate> starts =
        instructions.stream().flatMap(d -> start(d).stream()).distinct().toList();
    if (instructions.size() > 1 && starts.size() == instructions.size()) {
      return instructions.stream()
          .sorted(Comparator.comparing(d -> start(d).orElseThrow()))
          .map(List::of)
          .toList();
    }
    return List.of(instructions);
  }

  private static Optional<LocalDate> start(Dosage dosage) {
    return dosage.getTiming().getRepeat().hasBoundsPeriod()
        ? FhirDates.earliest(dosage.getTiming().getRepeat().getBoundsPeriod().getStartElement())
        : Optional.empty();
  }

  private static DoseStep together(List<Dosage> group, Drug drug) {
    return group.stream()
        .map(dosage -> step(dosage, drug))
        .reduce(DosageReader::beside)
        .orElseThrow();
  }

  private static DoseStep beside(DoseStep a, DoseStep b) {
    OptionalLong days =
        a.days().isPresent() && b.days().isPresent()
            ? OptionalLong.of(Math.max(a.days().getAsLong(), b.days().getAsLong()))
            : OptionalLong.empty();
    return new DoseStep(
        a.leastDaily().plus(b.leastDaily()),
        a.mostDaily().plus(b.mostDaily()),
        a.largestSingle().max(b.largestSingle()),
        sum(a.frequency(), b.frequency()),
        a.asNeeded() && b.asNeeded(),
        days);
  }

  private static Frequency sum(Frequency a, Frequency b) {
    long times =
        Math.addExact(
            Math.multiplyExact(a.times(), b.days()), Math.multiplyExact(b.times(), a.days()));
    return new Frequency(times, Math.multiplyExact(a.days(), b.days()));
  }

  private static DoseStep step(Dosage dosage, Drug drug) {
    if (!dosage.hasDoseAndRate() && !dosage.hasTiming()) {
      throw new NotReadException(dosage.hasText() ? Unreadable.TEXT_ONLY : Unreadable.MISSING);
    }
    AmountReader.Amount amount = AmountReader.read(dosage.getDoseAndRate(), drug);
    Optional<DailyDose> cap = cap(dosage, drug);
    if (!dosage.hasTiming() && cap.isPresent()) {
      return new DoseStep(
          cap.get(),
          cap.get(),
          amount.most(),
          Frequency.ONCE_DAILY,
          isAsNeeded(dosage),
          OptionalLong.empty());
    }
    if (!dosage.hasTiming()) {
      throw new NotReadException(Unreadable.NO_TIMING);
    }
    TimingReader.Schedule schedule = TimingReader.schedule(dosage.getTiming());
    DailyDose most = DailyDose.of(amount.most(), schedule.most());
    DailyDose least = DailyDose.of(amount.least(), schedule.least());
    DailyDose capped = cap.map(most::min).orElse(most);
    return new DoseStep(
        least.min(capped),
        capped,
        amount.most(),
        schedule.most(),
        isAsNeeded(dosage),
        TimingReader.days(dosage.getTiming(), schedule));
  }

  private static boolean isAsNeeded(Dosage dosage) {
    return dosage.hasAsNeededCodeableConcept()
        || (dosage.hasAsNeededBooleanType()
            && Boolean.TRUE.equals(dosage.getAsNeededBooleanType().getValue()));
  }

  /** The most a day that maxDosePerPeriod allows. */
  private static Optional<DailyDose> cap(Dosage dosage, Drug drug) {
    if (!dosage.getMaxDosePerPeriod().hasNumerator()) {
      return Optional.empty();
    }
    Dose most = AmountReader.dose(dosage.getMaxDosePerPeriod().getNumerator(), drug);
    var period = dosage.getMaxDosePerPeriod().getDenominator();
    BigDecimal hours = period.hasCode() && period.getCode().equals("h") ? period.getValue() : null;
    if (hours != null && hours.compareTo(BigDecimal.valueOf(24)) < 0) {
      BigDecimal times = BigDecimal.valueOf(24).divide(hours, 0, RoundingMode.CEILING);
      return Optional.of(DailyDose.daily(most.times(times)));
    }
    return Optional.of(new DailyDose(most, TimingReader.days(period)));
  }
}
