package org.ldncds.fhir;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.function.Supplier;
import org.ldncds.clinical.drug.Code;

/**
 * What the tables said of the codes and names that were met last, since the same few drugs and
 * problems fill every chart and looking for misspelt names is dear. Only what depends on nothing
 * but the tables is kept, and no long text.
 *
 * @param <T> what they say
 */
final class Judgements<T> {

  private static final int MOST = 5_000;
  private static final int MOST_TEXTS = 8;
  private static final int LONGEST_TEXT = 200;

  private record Key(List<Code> codes, List<String> names) {
    Key {
      codes = List.copyOf(codes);
      names = List.copyOf(names);
    }
  }

  private final Cache<Key, T> known = Caffeine.newBuilder().maximumSize(MOST).build();

  T of(List<Code> codes, List<String> names, Supplier<T> judge) {
    if (!isShort(codes, names)) {
      return judge.get();
    }
    Key key = new Key(codes, names);
    T found = known.getIfPresent(key);
    if (found == null) {
      found = judge.get();
      known.put(key, found);
    }
    return found;
  }

  private static boolean isShort(List<Code> codes, List<String> names) {
    if (codes.size() > MOST_TEXTS || names.size() > MOST_TEXTS) {
      return false;
    }
    for (String name : names) {
      if (name.length() > LONGEST_TEXT) {
        return false;
      }
    }
    for (Code code : codes) {
      if (code.value().length() > LONGEST_TEXT) {
        return false;
      }
    }
    return true;
  }
}
