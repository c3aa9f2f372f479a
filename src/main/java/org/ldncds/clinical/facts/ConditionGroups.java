package org.ldncds.clinical.facts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.Phrases;
import org.ldncds.clinical.drug.Terminology;
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
  private static final int LONGEST_CODE = 20;
  private static final String NONE = "";

  private final Map<Code, List<Row>> rows = new HashMap<>();
  private final Phrases<String> names = new Phrases<>();
  private final Phrases<String> notPresent = new Phrases<>();
  private final Set<String> groups = new LinkedHashSet<>();

  /**
   * @param names phrases by group
   * @param notPresent phrases that tell of a condition that is not there: "history of"
   * @param negations words before a phrase that turn it round: "no"
   */
  public ConditionGroups(
      Collection<Row> rows,
      Map<String, List<String>> names,
      Collection<String> notPresent,
      Collection<String> negations) {
    for (Row row : rows) {
      this.rows.computeIfAbsent(row.code, c -> new ArrayList<>()).add(row);
      groups.add(row.group);
    }
    names.forEach((group, phrases) -> phrases.forEach(phrase -> this.names.add(phrase, group)));
    for (String phrase : names.values().stream().flatMap(List::stream).distinct().toList()) {
      negations.forEach(negation -> this.names.add(negation + " " + phrase, NONE));
    }
    notPresent.forEach(phrase -> this.notPresent.add(phrase, NONE));
    groups.addAll(names.keySet());
  }

  /** The groups of a condition; empty where none of its codes and names matters to a rule. */
  public Set<String> of(Collection<Code> codes, Collection<String> texts) {
    Set<String> found = ofCodes(codes);
    return found.isEmpty() ? ofNames(texts) : found;
  }

  /** The groups that its codes tell. */
  public Set<String> ofCodes(Collection<Code> codes) {
    Set<String> found = new LinkedHashSet<>();
    Set<String> replaced = new LinkedHashSet<>();
    for (Code code : codes) {
      for (Row row : matching(normal(code))) {
        found.add(row.group);
        if (!row.insteadOf.isEmpty()) {
          replaced.add(row.insteadOf);
        }
      }
    }
    found.removeAll(replaced);
    return found;
  }

  /** The groups that its names tell, which are weaker: "history of" tells that it is over. */
  public Set<String> ofNames(Collection<String> texts) {
    Set<String> found = new LinkedHashSet<>();
    for (String text : texts) {
      List<String> words = Words.of(text);
      if (notPresent.allIn(words).isEmpty()) {
        found.addAll(names.allIn(words));
      }
    }
    found.remove(NONE);
    return found;
  }

  /** ICD codes are sent with and without their point, in either case, with marks behind. */
  private static Code normal(Code code) {
    if (code.system() != Terminology.ICD_10_CM) {
      return code;
    }
    String plain =
        code.value()
            .strip()
            .toUpperCase(Locale.ROOT)
            .replace(".", "")
            .replaceAll("[^A-Z0-9].*", "");
    return new Code(
        code.system(),
        plain.length() <= SHORTEST_PREFIX
            ? plain
            : plain.substring(0, SHORTEST_PREFIX) + "." + plain.substring(SHORTEST_PREFIX));
  }

  private List<Row> matching(Code code) {
    List<Row> matching = new ArrayList<>(rows.getOrDefault(code, List.of()));
    int longest = Math.min(LONGEST_CODE, code.value().length() - 1);
    for (int length = longest; length >= SHORTEST_PREFIX; length--) {
      Code prefix = new Code(code.system(), code.value().substring(0, length));
      rows.getOrDefault(prefix, List.of()).stream().filter(Row::byPrefix).forEach(matching::add);
    }
    return matching;
  }

  /** The codes of the table that stand in this system, each once, in order. */
  public List<Code> codes(Terminology system) {
    return rows.keySet().stream()
        .filter(code -> code.system() == system)
        .sorted(Comparator.comparing(Code::value))
        .toList();
  }

  public Set<String> groups() {
    return Set.copyOf(groups);
  }
}
