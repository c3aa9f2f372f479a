package org.ldncds.clinical.drug;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ldncds.clinical.quantity.Dose;

/**
 * A product's name taken apart by the grammar of RxNorm names: components separated by " / ", each
 * with its strength. Names that people type follow it well enough to be read the same way.
 */
final class ProductName {

  private static final Pattern STRENGTH =
      Pattern.compile(
          "(?<![\\w.,])(\\d{1,6}(?:[.,]\\d{1,6})?|[.,]\\d{1,6}) ?(mg|mcg|ug|\u00b5g|\u03bcg|micrograms?|g)(?:(?: ?/ ?| per )(\\d{0,3}(?:\\.\\d{1,3})?) ?(ml|actuat|hr|h))?(?![\\w])",
          Pattern.CASE_INSENSITIVE);
  private static final int LONGEST_NAME = 500;

  private record Part(Set<Ingredient> ingredients, List<Strength> strengths) {}

  private final List<Part> parts = new ArrayList<>();

  /**
   * @param names under which ingredients are known; looked up once, however many are asked for
   */
  ProductName(String name, Phrases<Ingredient> names) {
    String capped = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    for (String part : capped.split(" / ", -1)) {
      parts.add(new Part(Set.copyOf(names.allIn(Words.of(part))), strengths(part)));
    }
  }

  /** The strength of one ingredient; empty where the name states none or several. */
  Optional<Strength> strengthOf(Ingredient ingredient, int ingredientsInProduct) {
    List<Strength> found = new ArrayList<>();
    for (Part part : parts) {
      if ((ingredientsInProduct == 1 && parts.size() == 1)
          || part.ingredients.contains(ingredient)) {
        found.addAll(part.strengths);
      }
    }
    return found.stream().distinct().count() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static List<Strength> strengths(String part) {
    List<Strength> strengths = new ArrayList<>();
    Matcher matcher = STRENGTH.matcher(part);
    while (matcher.find()) {
      Dose amount = Dose.of(new BigDecimal(matcher.group(1).replace(',', '.')), matcher.group(2));
      String per = matcher.group(4);
      if (!amount.isPositive() || (per != null && !per.equalsIgnoreCase("ml"))) {
        continue; // an amount for an hour or a puff is no strength of a unit
      }
      strengths.add(
          per == null
              ? Strength.perUnit(amount)
              : new Strength(amount, volume(matcher.group(3)), Strength.Per.MILLILITRE));
    }
    return strengths;
  }

  private static BigDecimal volume(String digits) {
    BigDecimal volume = digits.isEmpty() ? BigDecimal.ONE : new BigDecimal(digits);
    return volume.signum() == 0 ? BigDecimal.ONE : volume;
  }
}
