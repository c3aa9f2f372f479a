package org.ldncds.clinical.sig;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.facts.DosageReading.NotRead;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.facts.Sig;
import org.ldncds.web.TestPipeline;

/** Reads texts with the real vocabulary and writes what was read as the tables of tests have it. */
final class WrittenSig {

  static final SigWords WORDS = TestPipeline.KNOWLEDGE.sigWords();
  private static final SigReader READER = new SigReader(WORDS);
  private static final Map<String, Drug> PRODUCTS = new HashMap<>();

  private WrittenSig() {}

  static Drug product(String name) {
    return PRODUCTS.computeIfAbsent(
        name, n -> TestPipeline.KNOWLEDGE.drugs().find(List.of(), List.of(n)).orElseThrow());
  }

  /** "1.5 mg daily, 14 days; 3 mg daily (morning)", or the reason. */
  static String read(String text, String product) {
    return written(READER.read(text, product(product)));
  }

  static boolean isRead(String written) {
    return written.contains(" mg ");
  }

  private static String written(Sig sig) {
    return sig.reading() instanceof Read read
        ? steps(read.steps()) + (sig.inTheMorning() ? " (morning)" : "")
        : ((NotRead) sig.reading()).reason().name();
  }

  static String steps(List<DoseStep> steps) {
    return steps.stream().map(WrittenSig::step).collect(Collectors.joining("; "));
  }

  private static String step(DoseStep step) {
    String least = step.leastDaily().rounded().milligrams().toPlainString();
    String most = step.mostDaily().rounded().milligrams().toPlainString();
    String single = step.largestSingle().milligrams().toPlainString();
    String often = step.frequency().times() + " in " + step.frequency().days();
    boolean daily = least.equals(most) && least.equals(single) && often.equals("1 in 1");
    String daysWritten = step.days().isPresent() ? ", " + step.days().getAsLong() + " days" : "";
    String range = least.equals(most) ? least : least + " to " + most;
    return (daily ? least + " mg daily" : range + " mg a day, " + single + " mg at once, " + often)
        + (step.asNeeded() ? ", as needed" : "")
        + daysWritten;
  }
}
