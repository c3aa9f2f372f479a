package org.ldncds.clinical.check;

import java.util.List;

/** One concern of the dose range, judged for one order. */
interface DoseRule {

  /** All it has to say; nothing where the dose is fine. */
  List<Outcome> judge(JudgedDose dose);
}
