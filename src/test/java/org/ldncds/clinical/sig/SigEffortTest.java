package org.ldncds.clinical.sig;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reading takes time in proportion to the length of the text, whatever is written: the characters
 * and words looked at are counted, without the limits that a text of a request has. Times are
 * printed, never judged.
 */
class SigEffortTest {

  private static final int MOST_LOOKS_A_CHARACTER = 40;
  private static final String PRODUCT = "naltrexone 1.5 mg capsule";

  static List<String> repeated() {
    return List.of(
        "1 to ",
        "a",
        "a.",
        "a'",
        "1",
        "1.",
        "1,",
        ".",
        ".1",
        "/",
        "1/",
        "1/2 ",
        "(",
        ")",
        "()",
        "( 1 mg ",
        "a\u0301",
        "\u0301",
        "\u00bd",
        "\ufb03",
        "then ",
        "1 000 ",
        " 000",
        "- ",
        "1-",
        "->",
        "1 mg ",
        "1 mg x 14 d then ",
        "1 mg qhs for 1 day, ",
        "1 mg am ",
        "1 mg am and ",
        "am and ",
        "mon ",
        "mon, ",
        "mon-",
        "every ",
        "every 1 ",
        "1 times ",
        "once or ",
        "up to ",
        "max ",
        "max 1 ",
        "a ",
        "half ",
        "half a ",
        "1 and a ",
        "and ",
        "1 mg of ",
        "1 cap of 1 mg and ",
        "1 x 1 mg + ",
        "increase ",
        "increase by 1 mg ",
        "increase every 2 weeks ",
        "week ",
        "week 1 ",
        "week 1 - ",
        "for ",
        "x ",
        "indication: ",
        "indication a ",
        "in the ",
        "in the morning ",
        "at bed ",
        "take on an empty ",
        "once every other ",
        "do not take more ",
        "to a maximum ",
        "1 hour before ",
        "1 hour ",
        "12:00 ",
        "at 1 ",
        "at 9 pm and ",
        "#",
        "refill ",
        "1 mg, as tolerated, ",
        "total ",
        "= 1 mg ",
        "1 capsule (1 mg ",
        "\n",
        ";",
        "\u202e",
        "\ud83d\ude00",
        "\ud800",
        "1 tab mon-fri, ",
        "with food ",
        "pain, ",
        "po; ");
  }

  @ParameterizedTest
  @MethodSource("repeated")
  void isLinear(String repeated) {
    requireLinear(repeated, 1_000, 10_000, 100_000);
  }

  @Tag("proof")
  @Test
  void isLinearUpToAMillionCharacters() {
    List<String> texts = repeated();
    int slice = Integer.getInteger("proof.cases", 0);
    for (String text :
        texts.subList(0, slice == 0 ? texts.size() : Math.min(slice, texts.size()))) {
      requireLinear(text, 10_000, 100_000, 1_000_000);
    }
  }

  @Test
  void aMillionCharactersOfEverythingAreLinear() {
    requireLinear(String.join("", repeated()), 10_000, 100_000, 1_000_000);
    requireLinear("1 to 1 to ", 10_000, 100_000, 1_000_000);
  }

  private static void requireLinear(String repeated, int... lengths) {
    StringBuilder line = new StringBuilder(String.format("%-22.22s", repeated.strip()));
    long last = 0;
    for (int length : lengths) {
      String text = repeated.repeat(length / repeated.length() + 1).substring(0, length);
      Effort effort = new Effort();
      long start = System.nanoTime();
      int limit = lengths[lengths.length - 1];
      new SigReader(WrittenSig.WORDS.withLimits(limit, limit))
          .read(text, WrittenSig.product(PRODUCT), effort);
      line.append(
          String.format(
              " | %,10d looks, %,5d ms", effort.looks(), (System.nanoTime() - start) / 1_000_000));
      assertTrue(effort.looks() <= (long) MOST_LOOKS_A_CHARACTER * length, line::toString);
      assertTrue(last == 0 || effort.looks() <= 11 * last, line::toString);
      last = effort.looks();
    }
    System.out.println(line);
  }
}
