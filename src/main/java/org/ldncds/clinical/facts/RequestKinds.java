package org.ldncds.clinical.facts;

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
 * Tells what an order or a result stands for: which tests, by its codes and, where it has no known
 * code, by its written name; and whether it is surgery.
 */
public final class RequestKinds {

  /** Meaning of phrases that look like a test's name and are another's. */
  private static final String NONE = "";

  private final Map<Code, Set<String>> tests;
  private final Set<Code> panels;
  private final Phrases<String> names = new Phrases<>();
  private final Set<Code> surgeryCategories;
  private final Phrases<Boolean> surgeryNames = new Phrases<>();
  private final Phrases<Boolean> noResult = new Phrases<>();

  /**
   * @param single the group of each test's code
   * @param panels the groups that each panel's code stands for
   * @param names phrases that stand for groups
   * @param otherNames phrases that stand for none, though a shorter one inside would
   * @param noResult phrases of results that are none
   * @param surgeryCategories categories of orders for surgery
   * @param surgeryNames phrases that speak of surgery
   * @param notSurgery phrases beside which they do not
   */
  public RequestKinds(
      Map<Code, LabTest> single,
      Map<Code, Set<String>> panels,
      Map<String, Set<String>> names,
      Collection<String> otherNames,
      Collection<String> noResult,
      Set<Code> surgeryCategories,
      Collection<String> surgeryNames,
      Collection<String> notSurgery) {
    Map<Code, Set<String>> all = new HashMap<>(panels);
    single.forEach((code, test) -> all.put(code, Set.of(test.group())));
    this.tests = Map.copyOf(all);
    this.panels = Set.copyOf(panels.keySet());
    names.forEach((phrase, groups) -> groups.forEach(group -> this.names.add(phrase, group)));
    otherNames.forEach(phrase -> this.names.add(phrase, NONE));
    noResult.forEach(phrase -> this.noResult.add(phrase, true));
    this.surgeryCategories = Set.copyOf(surgeryCategories);
    surgeryNames.forEach(phrase -> this.surgeryNames.add(phrase, true));
    notSurgery.forEach(phrase -> this.surgeryNames.add(phrase, false));
  }

  /** The groups that the codes stand for. */
  public Set<String> testsOf(Collection<Code> codes) {
    Set<String> groups = new LinkedHashSet<>();
    codes.forEach(code -> groups.addAll(tests.getOrDefault(code, Set.of())));
    return groups;
  }

  /** The same, by the written names where no code is known. */
  public Set<String> testsOf(Collection<Code> codes, Collection<String> texts) {
    Set<String> groups = testsOf(codes);
    if (groups.isEmpty()) {
      texts.forEach(text -> groups.addAll(names.allIn(Words.of(text))));
      groups.remove(NONE);
    }
    return groups;
  }

  /** True where a result in words says that there is none. */
  public boolean saysNoResult(Collection<String> texts) {
    return texts.stream().anyMatch(text -> !noResult.allIn(Words.of(text)).isEmpty());
  }

  public boolean isPanel(Collection<Code> codes) {
    return codes.stream().anyMatch(panels::contains);
  }

  /**
   * True for what is categorised as surgery, or says so; a referral to a surgeon is none.
   *
   * @param texts of the order and of its category
   */
  public boolean isSurgery(Collection<Code> categories, Collection<String> texts) {
    List<Boolean> said =
        texts.stream().flatMap(text -> surgeryNames.allIn(Words.of(text)).stream()).toList();
    return !said.contains(false)
        && (said.contains(true) || categories.stream().anyMatch(surgeryCategories::contains));
  }
}
