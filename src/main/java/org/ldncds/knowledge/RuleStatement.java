package org.ldncds.knowledge;

import java.time.LocalDate;
import java.util.List;

/**
 * What one rule says and rests on.
 *
 * @param says in one line
 * @param sources ids of citations
 * @param since when this version was put in force
 */
public record RuleStatement(String says, List<String> sources, LocalDate since) {

  public RuleStatement {
    sources = List.copyOf(sources);
  }
}
