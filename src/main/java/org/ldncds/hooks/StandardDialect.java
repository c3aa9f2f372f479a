package org.ldncds.hooks;

import java.util.function.Function;

/** An EHR that does all that CDS Hooks 2.0 describes. */
final class StandardDialect implements Dialect {

  @Override
  public String name() {
    return "standard";
  }

  @Override
  public Card tell(Card card, Function<String, String> words) {
    return card;
  }
}
