package org.ldncds.knowledge;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.ldncds.clinical.sig.Kind;
import org.ldncds.clinical.sig.SigWords;

/** Reads drugs/sig-words.yaml, the vocabulary of written dosages. */
final class SigWordsReader {

  private static final String FILE = "drugs/sig-words.yaml";
  private static final List<String> WEEKDAYS =
      List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private final SigWords.Builder words = new SigWords.Builder();
  private final YamlMap file;

  SigWordsReader(KnowledgeFiles files) {
    file = YamlMap.read(FILE, files.text(FILE));
  }

  SigWords read() {
    int longestText = atLeastOne("longest-text");
    int mostSteps = atLeastOne("most-steps");
    valued(Kind.MASS);
    valued(Kind.VOLUME);
    valued(Kind.NUMBER, "numbers");
    valued(Kind.ONCE);
    valued(Kind.DAYS);
    valued(Kind.ORDINAL, "ordinals");
    each("weekdays", SigWordsReader::weekdays, words::weekdays);
    each("frequencies", SigWordsReader::often, (phrase, o) -> words.often(phrase, o[0], o[1]));
    for (Kind kind : Arrays.stream(Kind.values()).filter(Kind::isPlain).toList()) {
      for (String phrase : file.texts(kind.label())) {
        add(file, kind.label(), () -> words.plain(kind, phrase));
      }
    }
    file.done();
    return words.build(longestText, mostSteps);
  }

  private int atLeastOne(String key) {
    int count = file.count(key);
    if (count < 1) {
      throw file.wrong(key, "0 would leave nothing to read. Maybe 2000?");
    }
    return count;
  }

  private void valued(Kind kind) {
    valued(kind, kind.label());
  }

  private void valued(Kind kind, String key) {
    each(key, SigWordsReader::number, (phrase, number) -> words.valued(kind, phrase, number));
  }

  /** Lists of phrases by a value that their key states. */
  private <T> void each(String key, Function<String, T> value, BiConsumer<String, T> add) {
    YamlMap lists = file.map(key);
    for (String label : lists.keys()) {
      for (String phrase : lists.texts(label)) {
        add(lists, label, () -> add.accept(phrase, value.apply(label)));
      }
    }
  }

  private static void add(YamlMap place, String key, Runnable addition) {
    try {
      addition.run();
    } catch (IllegalArgumentException e) {
      throw place.wrong(key, String.valueOf(e.getMessage()));
    }
  }

  private static BigDecimal number(String label) {
    BigDecimal number = BigDecimal.ZERO;
    try {
      number = new BigDecimal(label);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"" + label + "\" is not a number. Maybe write \"0.5\"?", e);
    }
    if (number.signum() <= 0) {
      throw new IllegalArgumentException("\"" + label + "\" is not above zero. Maybe 1?");
    }
    return number;
  }

  private static int[] often(String label) {
    String[] parts = label.split(" in ", -1);
    boolean whole =
        parts.length == 2 && Arrays.stream(parts).allMatch(part -> part.matches("[1-9]\\d{0,2}"));
    if (!whole) {
      throw new IllegalArgumentException(
          "\"" + label + "\" is no frequency. Maybe write \"1 in 2\" for every other day?");
    }
    return new int[] {Integer.parseInt(parts[0]), Integer.parseInt(parts[1])};
  }

  private static int weekdays(String label) {
    int days = 0;
    for (String day : label.split(" ", -1)) {
      if (!WEEKDAYS.contains(day)) {
        throw new IllegalArgumentException(
            "\"" + day + "\" is no weekday." + Nearest.advice(day, WEEKDAYS));
      }
      days |= 1 << WEEKDAYS.indexOf(day);
    }
    return days;
  }
}
