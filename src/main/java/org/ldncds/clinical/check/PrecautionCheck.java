package org.ldncds.clinical.check;

import java.util.List;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.Windows;

/** Naltrexone is ordered: what asks for care beside it? Rules PR-1 to PR-5. */
public final class PrecautionCheck implements Check {

  public static final String NAME = "precaution";

  private final CautionJudge judge;

  public PrecautionCheck(Cautions cautions, DoseLimits limits, Windows windows) {
    this.judge = new CautionJudge(Topic.PRECAUTION, cautions, limits, windows);
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
