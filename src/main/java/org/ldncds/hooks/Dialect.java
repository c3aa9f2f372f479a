package org.ldncds.hooks;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What one kind of EHR can show and do: turns a card that uses all of CDS Hooks 2.0 into one that
 * says the same there. The findings never differ. To add one, write a class and name it in {@link
 * #ALL}.
 */
public sealed interface Dialect permits StandardDialect, EpicDialect {

  List<Dialect> ALL = List.of(new StandardDialect(), new EpicDialect());

  /** For clients that nothing is known of. */
  Dialect STANDARD = ALL.get(0);

  /** As settings call it. */
  String name();

  /**
   * @param words phrases of the wording file by their key
   */
  Card tell(Card card, Function<String, String> words);

  static Optional<Dialect> named(String name) {
    return ALL.stream().filter(dialect -> dialect.name().equals(name)).findFirst();
  }

  /** All names, for advice. */
  static String names() {
    return ALL.stream().map(Dialect::name).collect(Collectors.joining(", "));
  }
}
