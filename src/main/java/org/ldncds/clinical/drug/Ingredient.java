package org.ldncds.clinical.drug;

import java.util.Optional;

/**
 * An active ingredient, named as on cards; {@code opioid} is present exactly where the role is
 * opioid.
 */
public record Ingredient(String name, DrugRole role, Optional<Opioid> opioid) {

  public Ingredient {
    if ((role == DrugRole.OPIOID) != opioid.isPresent()) {
      throw new IllegalArgumentException(
          name + ": opioid facts belong to opioids, and every opioid needs them");
    }
  }

  /** True for naltrexone and for what may conflict with it. */
  boolean isOpioidOrNaltrexone() {
    return role == DrugRole.NALTREXONE
        || opioid.filter(facts -> facts.conflict() != Opioid.Conflict.NONE).isPresent();
  }
}
