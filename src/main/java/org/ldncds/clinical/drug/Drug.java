package org.ldncds.clinical.drug;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ldncds.clinical.drug.Opioid.Conflict;

/**
 * A drug as recognised from a record's codes and names.
 *
 * @param name as the record writes it, for cards
 * @param components its ingredients that matter here, each with its strength where that is certain;
 *     never empty
 */
public record Drug(String name, List<Component> components, Form form, Release release) {

  /** One ingredient of a product and how much of it a unit holds. */
  public record Component(Ingredient ingredient, Optional<Strength> strength) {}

  /** The kinds of naltrexone product that are judged differently. */
  public enum NaltrexoneKind {
    ORAL,
    DEPOT,
    COMBINATION,
    TOPICAL
  }

  public Drug {
    components = List.copyOf(components);
    if (components.isEmpty()) {
      throw new IllegalArgumentException("A recognised drug has an ingredient: " + name);
    }
  }

  /**
   * The ingredient that decides: an opioid before naltrexone, so that an abuse-deterrent product
   * counts as opioid.
   */
  public Component lead() {
    return with(DrugRole.OPIOID)
        .or(() -> with(DrugRole.NALTREXONE))
        .orElseGet(
            () ->
                components.stream()
                    .filter(component -> component.ingredient().role() != DrugRole.COMPANION)
                    .findFirst()
                    .orElse(components.get(0)));
  }

  private Optional<Component> with(DrugRole role) {
    return components.stream()
        .filter(component -> component.ingredient().role() == role)
        .filter(component -> conflictOf(component) != Conflict.NONE)
        .min((a, b) -> conflictOf(a).compareTo(conflictOf(b)));
  }

  private static Conflict conflictOf(Component component) {
    return component.ingredient().opioid().map(Opioid::conflict).orElse(Conflict.BLOCK);
  }

  public boolean is(DrugRole role) {
    return lead().ingredient().role() == role;
  }

  /**
   * The opioid facts of the lead ingredient; empty for non-opioids and for opioids that never
   * conflict.
   */
  public Optional<Opioid> opioid() {
    return lead().ingredient().opioid().filter(opioid -> opioid.conflict() != Conflict.NONE);
  }

  public Optional<NaltrexoneKind> naltrexone() {
    if (!is(DrugRole.NALTREXONE)) {
      return Optional.empty();
    }
    if (release == Release.DEPOT || form == Form.INJECTION || form == Form.IMPLANT) {
      return Optional.of(NaltrexoneKind.DEPOT);
    }
    if (components.size() > 1) {
      return Optional.of(NaltrexoneKind.COMBINATION);
    }
    return Optional.of(form == Form.TOPICAL ? NaltrexoneKind.TOPICAL : NaltrexoneKind.ORAL);
  }

  public boolean isLongActing() {
    return release != Release.IMMEDIATE || form == Form.PATCH;
  }

  /** Depot or implant, and any injected naltrexone: it cannot be taken away again. */
  public boolean isDepot() {
    return release == Release.DEPOT
        || form == Form.IMPLANT
        || (form == Form.INJECTION && release == Release.LONG_ACTING)
        || naltrexone().equals(Optional.of(NaltrexoneKind.DEPOT));
  }

  public Optional<Strength> strength() {
    return lead().strength();
  }

  /**
   * The same drug given by a route that its name did not tell; a known form is kept, but a liquid
   * that is injected is an injection.
   */
  public Drug takenAs(Form routeForm) {
    boolean injected = form == Form.ORAL_LIQUID && routeForm == Form.INJECTION;
    return form == Form.UNKNOWN || injected ? new Drug(name, components, routeForm, release) : this;
  }

  /** What makes two records the same drug: its ingredients and how long it acts. */
  public String identity() {
    String ingredients =
        components.stream()
            .map(c -> c.ingredient().name())
            .sorted()
            .collect(Collectors.joining("+"));
    String kind =
        naltrexone()
            .map(Enum::name)
            .orElse(
                isDepot() ? "DEPOT" : form == Form.PATCH ? "PATCH" : isLongActing() ? "LONG" : "");
    return ingredients + "|" + kind;
  }
}
