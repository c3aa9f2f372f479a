package org.ldncds.clinical.sig;

import java.util.List;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.facts.DosageReading;
import org.ldncds.clinical.facts.DosageReading.NotRead;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.facts.Sig;

/** Reads a dosage that is written out. What it is not sure of it reports as not read. */
public final class SigReader {

  private final SigWords words;

  public SigReader(SigWords words) {
    this.words = words;
  }

  /**
   * @param product the drug ordered, whose strength turns capsules and millilitres into milligrams
   */
  public Sig read(String text, Drug product) {
    return read(text, product, new Effort());
  }

  Sig read(String text, Drug product, Effort effort) {
    if (text.codePoints().allMatch(SigReader::isBlank)) {
      return notRead(text, Unreadable.MISSING);
    }
    if (text.length() > words.longestText()) {
      return notRead(text, Unreadable.TEXT_NOT_UNDERSTOOD);
    }
    List<Token> tokens = Tokenizer.tokens(text, words, effort);
    Steps steps = new Steps(words.mostSteps());
    try {
      return read(text, product, new Tokens(tokens, effort), steps);
    } catch (NotUnderstoodException e) {
      return notRead(text, reason(e.reason(), tokens, steps));
    } catch (ArithmeticException e) {
      return notRead(text, reason(Unreadable.BEYOND_REASON, tokens, steps));
    }
  }

  private static boolean isBlank(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private Sig read(String text, Drug product, Tokens tokens, Steps gathered) {
    Strengths strengths = new Strengths(product.strength());
    boolean oneIngredient = product.components().size() == 1;
    List<StepDraft> drafts = new StepsReader(tokens, strengths, oneIngredient, gathered).read();
    List<DoseStep> steps = new StepsWriter(strengths, words.mostSteps()).write(drafts);
    return new Sig(text, new Read(steps), StepsWriter.inTheMorning(drafts));
  }

  /** Where the text tells of a later step, that is what was not understood. */
  private static Unreadable reason(Unreadable reason, List<Token> tokens, Steps steps) {
    return Labels.tellOfLaterStep(tokens) || !steps.isFirst()
        ? Unreadable.TAPER_NOT_UNDERSTOOD
        : reason;
  }

  private static Sig notRead(String text, Unreadable reason) {
    DosageReading reading = new NotRead(reason);
    return new Sig(text, reading, false);
  }
}
