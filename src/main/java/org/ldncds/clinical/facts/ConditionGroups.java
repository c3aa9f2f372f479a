package org.ldncds.clinical.facts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.Phrases;
import org.ldncds.clinical.drug.Words;

/**
 * Sorts a condition into the groups that rules name, by its codes and, where it has no known code,
 * by its written name.
 */
public final class ConditionGroups {

  /**
   * One row of the condition table.
   *
   * @param byPrefix true where every code that begins with this one belongs to the group
   * @param insteadOf a group the condition then does not belong to; empty where there is none
   */
  public record Row(String group, Code code, boolean byPrefix, String insteadOf) {}

  private static final int SHORTEST_PREFIX = 3;

  private final Map<Code, List<Row>> rows = new HashMap<>();
  private final Phrases<String> names = new Phrases<>();
  private final Set<String> groups = new LinkedHashSet<>();

  /**
   * @param names phrases by group
   */
  public ConditionGroups(Collection<Row> rows, Map<String, List<String>> names) {
    for (Row row : rows) {
      this.rows.computeIfAbsent(row.code, c -> new ArrayList<>()).add(row);
      groups.add(row.group);
    }
    names.forEach((group, phrases) -> phrases.forEach(phrase -> this.names.add(phrase, group)));
    groups.addAll(names.keySet());
  }

  /** The groups of a condition; empty where none of its codes and names matters to a rule. */
  public Set<String> of(Collection<Code> codes, Collection<String> texts) {
    Set<String> found = new LinkedHashSet<>();
    Set<String> replaced = new LinkedHashSet<>();
    for (Code code : codes) {
      for (Row row : matching(code)) {
        found.add(row.group);
        if (!row.insteadOf.isEmpty()) {
          replaced.add(row.insteadOf);
        }
      }
    }
    if (found.isEmpty()) {
      texts.forEach(text -> found.addAll(names.allIn(Words.of(text))));
    }
    found.removeAll(replaced);
    return found;
  }

  private List<Row> matching(Code code) {
    List<Row> matching = new ArrayList<>(rows.getOrDefault(code, List.of()));
    for (int length = code.value().length() - 1; length >= SHORTEST_PREFIX; length--) {
      Code prefix = new Code(code.system(), code.value().substring(0, length));
      rows.getOrDefault(prefix, List.of()).stream().filter(Row::byPrefix).forEach(matching::add);
    }
    return matching;
  }

  public Set<String> groups() {
    return Set.copyOf(groups);
  }
}
