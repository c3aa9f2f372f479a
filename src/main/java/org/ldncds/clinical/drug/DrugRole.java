package org.ldncds.clinical.drug;

import java.util.Locale;

/** What an ingredient is to a naltrexone order. */
public enum DrugRole {
  OPIOID,
  NALTREXONE,
  /** Naloxone: never a finding, and no opioid by itself. */
  RESCUE_ANTAGONIST,
  /** Methylnaltrexone and its kind: given beside opioids, so a hint of one. */
  PERIPHERAL_ANTAGONIST,
  /** Samidorphan and oral nalmefene: a second central antagonist. */
  DUPLICATE_ANTAGONIST,
  /** Lofexidine: given in opioid withdrawal, so a hint of an opioid. */
  WITHDRAWAL_TREATMENT,
  THYROID_HORMONE,
  /** Of one of the classes that precautions name, and of no other meaning here. */
  PRECAUTION,
  GABAPENTINOID,
  SNRI,
  TRICYCLIC,
  /** Part of a combination product, without a meaning of its own here. */
  COMPANION;

  /** The name in knowledge files: lower case with hyphens. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
