package org.ldncds.knowledge;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.ldncds.clinical.check.Rule;

/**
 * The source attributes of the rules, as the US rule on decision-support transparency asks for
 * evidence-based interventions (45 CFR 170.315(b)(11)(iv)(A)).
 *
 * @param developer who made the rules
 * @param funding who paid for it
 * @param reviewed the day of the last clinical review, or "never"
 * @param groups by the letters that rule ids begin with, in the order of the file
 * @param uses by rule, where it uses more than its group
 */
public record Transparency(
    String developer,
    String funding,
    String reviewed,
    Map<String, Group> groups,
    Map<Rule, Set<Attribute>> uses) {

  /** Attributes of a patient whose use must be told. */
  public enum Attribute {
    RACE,
    ETHNICITY,
    LANGUAGE,
    SEXUAL_ORIENTATION,
    GENDER_IDENTITY,
    SEX,
    DATE_OF_BIRTH,
    SOCIAL_DETERMINANTS,
    HEALTH_STATUS;

    /** The name in knowledge files: lower case with hyphens. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name on pages. */
    public String display() {
      return label().replace('-', ' ');
    }
  }

  /**
   * Rules of one kind.
   *
   * @param reads which records they look at
   * @param limits what they cannot know
   */
  public record Group(String title, String reads, Set<Attribute> uses, String limits) {}

  /** The group of a rule. */
  public Group group(Rule rule) {
    return Objects.requireNonNull(groups.get(prefix(rule)), rule.id());
  }

  /** All that a rule uses, in the order of the attributes. */
  public List<Attribute> uses(Rule rule) {
    return List.of(Attribute.values()).stream()
        .filter(
            attribute ->
                group(rule).uses().contains(attribute)
                    || uses.getOrDefault(rule, Set.of()).contains(attribute))
        .toList();
  }

  static String prefix(Rule rule) {
    return rule.id().substring(0, rule.id().indexOf('-'));
  }
}
