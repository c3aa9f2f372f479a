package org.ldncds.clinical.check;

/**
 * What a card is about. The codes are public and never change their meaning; their order here is
 * that of cards of equal urgency.
 */
public enum Topic {
  OPIOID_CONFLICT("OpioidConflict"),
  CONTRAINDICATION("Contraindication"),
  CHECK_INCOMPLETE("CheckIncomplete"),
  PRECAUTION("Precaution"),
  DOSE_RANGE("DoseRange"),
  DUPLICATE_THERAPY("DuplicateTherapy"),
  TITRATION_PLAN("TitrationPlan"),
  BASELINE_TESTS("BaselineTests"),
  INDICATION("Indication"),
  FOLLOW_UP("FollowUp");

  private final String code;

  Topic(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}
