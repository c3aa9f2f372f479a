package org.ldncds.clinical.protocol;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ldncds.clinical.drug.Strength;
import org.ldncds.clinical.quantity.Dose;

/**
 * Who is offered which protocol, by condition group.
 *
 * @param forSensitive protocol for sensitive patients
 * @param byFirstDose protocol by the order's first dose or product strength; the first match wins
 * @param otherwise protocol for everybody else
 * @param mostAlternatives how many others a card offers beside the chosen one
 * @param sensitivities groups that make a patient sensitive
 * @param autoimmune groups that do so where the condition is severe
 * @param indications groups for which low-dose naltrexone is tried off-label
 * @param noPlanReasons groups for which no plan is offered where they are the only reason
 * @param standardIntent groups treated with standard doses
 * @param withheldFor ids of the rules for which no plan is offered at all
 * @param evidence ids of citations on whether low-dose naltrexone works
 * @param usualLiquid strength of the liquid where the order states none that can be measured
 * @param smallestMeasure mL: every dose of a liquid must be a multiple of it
 */
public record TitrationChoice(
    String forSensitive,
    Map<Dose, String> byFirstDose,
    String otherwise,
    int mostAlternatives,
    Set<String> sensitivities,
    Set<String> autoimmune,
    Set<String> indications,
    Set<String> noPlanReasons,
    Set<String> standardIntent,
    Set<String> withheldFor,
    List<String> evidence,
    Strength usualLiquid,
    BigDecimal smallestMeasure) {

  public TitrationChoice {
    byFirstDose = Collections.unmodifiableMap(new LinkedHashMap<>(byFirstDose));
    sensitivities = Set.copyOf(sensitivities);
    autoimmune = Set.copyOf(autoimmune);
    indications = Set.copyOf(indications);
    noPlanReasons = Set.copyOf(noPlanReasons);
    standardIntent = Set.copyOf(standardIntent);
    withheldFor = Set.copyOf(withheldFor);
    evidence = List.copyOf(evidence);
  }

  /** How many millilitres of the usual liquid hold one milligram. */
  public BigDecimal usualMillilitresPerMilligram() {
    return usualLiquid.millilitresPerMilligram();
  }
}
