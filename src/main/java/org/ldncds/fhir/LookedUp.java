package org.ldncds.fhir;

import java.util.List;
import org.ldncds.clinical.drug.Code;

/** What a terminology server says of a code. */
sealed interface LookedUp {

  /**
   * It knows the code.
   *
   * @param names its displays, the preferred one first; perhaps none
   * @param codes of its ingredients and classes, as far as they were told
   */
  record Known(List<String> names, List<Code> codes) implements LookedUp {
    public Known {
      names = List.copyOf(names);
      codes = List.copyOf(codes);
    }
  }

  /** It does not know the code. */
  record NotKnown() implements LookedUp {}

  /** It could not be asked, or its answer could not be read. */
  record Failed() implements LookedUp {}
}
