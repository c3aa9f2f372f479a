package org.ldncds.clinical.protocol;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ldncds.clinical.drug.Form;
import org.ldncds.clinical.quantity.Dose;

/**
 * What an opioid is in milligrams of oral morphine, after the CDC guideline of 2022, and from where
 * on the sum is said.
 *
 * @param year of the table whose factors count
 * @param byIngredient none for ingredients that have no factor
 * @param caution morphine equivalents a day
 * @param high the same, for stronger words; above {@code caution}
 */
public record MorphineFactors(
    int year, Map<String, List<Factor>> byIngredient, Dose caution, Dose high) {

  /** By which way a factor holds. */
  public enum Route {
    ORAL,
    PATCH,
    OROMUCOSAL,
    NASAL;

    boolean covers(Form form) {
      return switch (form) {
        case TABLET, CAPSULE, ORAL_LIQUID, UNKNOWN -> this == ORAL;
        case PATCH -> this == PATCH;
        case OROMUCOSAL -> this == OROMUCOSAL;
        case NASAL -> this == NASAL;
        case INJECTION, IMPLANT, RECTAL, TOPICAL -> false;
      };
    }
  }

  /**
   * One factor of a table.
   *
   * @param factor by which milligrams a day are multiplied; for patches micrograms an hour
   * @param year of the table
   */
  public record Factor(Route route, BigDecimal factor, int year) {
    public boolean isFor(Form form) {
      return route.covers(form);
    }
  }

  public MorphineFactors {
    byIngredient =
        byIngredient.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> List.copyOf(e.getValue())));
  }

  /** The factors of an ingredient in a form, of any year. */
  public List<Factor> of(String ingredient, Form form) {
    return byIngredient.getOrDefault(ingredient, List.of()).stream()
        .filter(factor -> factor.isFor(form))
        .toList();
  }
}
