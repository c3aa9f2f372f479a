package org.ldncds.clinical.check;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ids under which rules are known in cases, citations and on cards. */
public enum Rule {
  OC_1(Scope.NALTREXONE_ORDERED),
  OC_2(Scope.NALTREXONE_ORDERED),
  OC_3(Scope.NALTREXONE_ORDERED),
  OC_4(Scope.NALTREXONE_ORDERED),
  OC_5(Scope.SILENT),
  OC_6(Scope.NALTREXONE_ORDERED),
  OC_7(Scope.SILENT),
  OC_8(Scope.NALTREXONE_ORDERED),
  OC_9(Scope.NALTREXONE_ORDERED),
  OC_10(Scope.OPIOID_ORDERED),
  OC_11(Scope.OPIOID_ORDERED),
  OC_12(Scope.OPIOID_ORDERED),
  OC_13(Scope.OPIOID_ORDERED),
  OC_14(Scope.SILENT),
  OC_15(Scope.NALTREXONE_ORDERED),
  OC_16(Scope.OPIOID_ORDERED),
  CI_1(Scope.CONTRAINDICATION),
  CI_2(Scope.CONTRAINDICATION),
  CI_3(Scope.CONTRAINDICATION),
  CI_4(Scope.CONTRAINDICATION),
  CI_5(Scope.CONTRAINDICATION),
  PR_1(Scope.PRECAUTION),
  PR_2(Scope.PRECAUTION),
  PR_3(Scope.PRECAUTION),
  PR_4(Scope.PRECAUTION),
  PR_5(Scope.PRECAUTION),
  DR_1(Scope.DOSE),
  DR_2(Scope.SILENT),
  DR_3(Scope.DOSE),
  DR_4(Scope.DOSE),
  DR_5(Scope.DOSE),
  DR_6(Scope.DOSE),
  DR_7(Scope.DOSE),
  DR_8(Scope.DOSE),
  DR_9(Scope.DOSE),
  DR_10(Scope.DOSE),
  DR_11(Scope.DOSE),
  DR_12(Scope.DOSE),
  DR_13(Scope.DOSE),
  DR_14(Scope.SILENT),
  DR_15(Scope.UNREADABLE),
  DR_16(Scope.DOSE),
  MME_1(Scope.EQUIVALENTS),
  MME_2(Scope.EQUIVALENTS),
  /** Another naltrexone product is current. */
  DT_1(Scope.DUPLICATE),
  /** One of the two is the combination with bupropion. */
  DT_2(Scope.DUPLICATE),
  /** Samidorphan or oral nalmefene is current. */
  DT_3(Scope.DUPLICATE),
  /** Two antagonists are ordered together. */
  DT_4(Scope.DUPLICATE),
  /** No ALT and AST. */
  BT_1(Scope.BASELINE),
  /** No creatinine or eGFR. */
  BT_2(Scope.BASELINE),
  /** No TSH, with the thyroid ill. */
  BT_3(Scope.BASELINE),
  /** No pregnancy test. */
  BT_4(Scope.BASELINE),
  /** No first-line drug for pain was tried. */
  IN_1(Scope.INDICATION),
  /** The reason responds less. */
  IN_2(Scope.INDICATION),
  /** Naltrexone and an opioid are both current. */
  FU_1(Scope.FOLLOW_UP),
  /** A step of the titration is due. */
  FU_2(Scope.FOLLOW_UP),
  /** The usual maximum was reached long enough ago to be reviewed. */
  FU_3(Scope.FOLLOW_UP),
  /** Liver tests are due. */
  FU_4(Scope.FOLLOW_UP),
  /** The next depot injection is due. */
  FU_5(Scope.FOLLOW_UP),
  /** A low dose was ordered and never handed out. */
  FU_6(Scope.FOLLOW_UP);

  /** Which findings share a card: those about one problem. */
  public enum Scope {
    /** Naltrexone is under review and an opioid stands against it: one card for the request. */
    NALTREXONE_ORDERED(Topic.OPIOID_CONFLICT),
    /** An opioid is under review and naltrexone stands against it: one card for the request. */
    OPIOID_ORDERED(Topic.OPIOID_CONFLICT),
    /** What stands against naltrexone itself: one card for the request. */
    CONTRAINDICATION(Topic.CONTRAINDICATION),
    /** What asks for care with naltrexone: one card for the request. */
    PRECAUTION(Topic.PRECAUTION),
    /** The dose of an order: one card an order. */
    DOSE(Topic.DOSE_RANGE),
    /** The morphine equivalents of all opioids ordered and taken: one card for the request. */
    EQUIVALENTS(Topic.DOSE_RANGE),
    /** A second antagonist beside the order: one card for the request. */
    DUPLICATE(Topic.DUPLICATE_THERAPY),
    /** Tests that a start lacks: one card for the request. */
    BASELINE(Topic.BASELINE_TESTS),
    /** What speaks against the indication: one card for the request. */
    INDICATION(Topic.INDICATION),
    /** What is due for a patient on naltrexone: one card for the chart. */
    FOLLOW_UP(Topic.FOLLOW_UP),
    /** What could not be judged stands on the card of unfinished checks. */
    UNREADABLE(null),
    /** The rule says when nothing is to be said. */
    SILENT(null);

    private final Optional<Topic> topic;

    Scope(@Nullable Topic topic) {
      this.topic = Optional.ofNullable(topic);
    }
  }

  private final Scope scope;

  Rule(Scope scope) {
    this.scope = scope;
  }

  public Scope scope() {
    return scope;
  }

  /** The topic of its findings; empty for rules that have none. */
  public Optional<Topic> topic() {
    return scope.topic;
  }

  public String id() {
    return name().replace('_', '-');
  }

  public static Optional<Rule> ofId(String id) {
    return Arrays.stream(values()).filter(rule -> rule.id().equals(id)).findFirst();
  }
}
