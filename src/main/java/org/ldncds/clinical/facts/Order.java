package org.ldncds.clinical.facts;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.quantity.Dose;

/**
 * A draft MedicationRequest of a drug the rules know: under review, or only planned beside it.
 *
 * @param dosage what counts: the structured parts, else the text
 * @param instructions each instruction as it was read from both
 * @param start the first day the order itself names; empty where it names none
 * @param end the last day a dose can be taken from it; empty where it is open
 * @param inTheMorning true where the dosage says so
 * @param planned true where it is not under review itself: those under review are judged beside it
 */
public record Order(
    RecordReference record,
    Drug drug,
    DosageReading dosage,
    List<Instruction> instructions,
    Supply supply,
    Optional<LocalDate> start,
    Optional<LocalDate> end,
    List<Problem> reasons,
    boolean byMouth,
    boolean inTheMorning,
    boolean planned) {

  public Order {
    instructions = List.copyOf(instructions);
    reasons = List.copyOf(reasons);
  }

  /** An order under review. */
  public Order(
      RecordReference record,
      Drug drug,
      DosageReading dosage,
      List<Instruction> instructions,
      Supply supply,
      Optional<LocalDate> start,
      Optional<LocalDate> end,
      List<Problem> reasons,
      boolean byMouth,
      boolean inTheMorning) {
    this(
        record,
        drug,
        dosage,
        instructions,
        supply,
        start,
        end,
        reasons,
        byMouth,
        inTheMorning,
        false);
  }

  /**
   * The day on which washouts and windows are judged: the order's start, but never before today.
   */
  public LocalDate judgedOn(LocalDate today) {
    return start.filter(day -> day.isAfter(today)).orElse(today);
  }

  /** True where the dates of the two keep them apart: one has ended before the other begins. */
  public boolean isApart(Order other, LocalDate today) {
    return endsBefore(other.judgedOn(today)) || other.endsBefore(judgedOn(today));
  }

  private boolean endsBefore(LocalDate day) {
    return end.filter(last -> last.isBefore(day)).isPresent();
  }

  /** The drug with its dose where it was read, for a card: "naltrexone 4.5 mg". */
  public String title() {
    String ingredient = drug.lead().ingredient().name();
    return dosage instanceof DosageReading.Read read ? ingredient + " " + dose(read) : ingredient;
  }

  private static Dose dose(DosageReading.Read read) {
    return read.first().largestSingle();
  }
}
