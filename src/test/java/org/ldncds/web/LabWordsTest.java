package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ldncds.clinical.facts.LabTest;
import org.ldncds.clinical.facts.LabVocabulary;

/** The spellings of units and results that laboratories send. */
class LabWordsTest {

  private static final LabVocabulary LABS = TestPipeline.KNOWLEDGE.labs();

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({
    "U/L,U/L,1",
    "u/l,U/L,1",
    "IU/L,U/L,1",
    "[IU]/L,U/L,1",
    "U / L,U/L,1",
    "ukat/L,U/L,60",
    "\u00b5kat/L,U/L,60",
    "\u03bckat/L,U/L,60",
    "nkat/L,U/L,0.06",
    "kU/L,U/L,1000",
    "mU/L,U/L,none",
    "mg/dL,U/L,none",
    "'',U/L,none",
    "'mL/min/{1.73_m2}',mL/min/{1.73_m2},1",
    "mL/min/1.73m2,mL/min/{1.73_m2},1",
    "mL/min/1.73 m2,mL/min/{1.73_m2},1",
    "mL/min/1.73m\u00b2,mL/min/{1.73_m2},1",
    "mL/min/1.73 m^2,mL/min/{1.73_m2},1",
    "mL/min,mL/min/{1.73_m2},1",
    "mL/s/1.73m2,mL/min/{1.73_m2},60",
    "mg/dL,mL/min/{1.73_m2},none",
    "kg,kg,1",
    "lbs,kg,0.45359237"
  })
  void unit(String spelling, String unit, String factor) {
    Optional<BigDecimal> found = LABS.factor(new LabTest("any", unit, "any"), spelling);
    assertEquals(factor, found.map(BigDecimal::toPlainString).orElse("none"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "Positive,true",
    "POSITIVE for oxycodone,true",
    "presumptive positive,true",
    "Detected,true",
    "10828004,true",
    "POS,true",
    "Negative,false",
    "Not detected,false",
    "None Detected,false",
    "NEGATIVE (cutoff 300 ng/mL),false",
    "Non-reactive,false",
    "ND,false",
    "not pregnant,false",
    "Pregnant,true",
    "Positive for oxycodone; negative for methadone,none",
    "see comment,none",
    "'',none"
  })
  void sense(String text, String positive) {
    assertEquals(positive, LABS.sense(text).map(String::valueOf).orElse("none"));
  }
}
