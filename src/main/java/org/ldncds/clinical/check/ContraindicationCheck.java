package org.ldncds.clinical.check;

import java.util.List;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.Windows;

/**
 * Naltrexone is ordered: does something stand against it besides opioids? Rules CI-1 to CI-5.
 * Naltrexone prescribing information, present and older.
 */
public final class ContraindicationCheck implements Check {

  public static final String NAME = "contraindication";

  private final CautionJudge judge;

  public ContraindicationCheck(Cautions cautions, DoseLimits limits, Windows windows) {
    this.judge = new CautionJudge(Topic.CONTRAINDICATION, cautions, limits, windows);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Outcome> check(ClinicalFacts facts) {
    return judge.judge(NAME, facts);
  }
}
