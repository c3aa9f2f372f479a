package org.ldncds.fhir;

import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** Writes the body of an error answer. */
public final class OperationOutcomes {

  private OperationOutcomes() {}

  /**
   * @param code an issue type of FHIR, for example "invalid"
   * @param field the field at fault as a path; empty where no field is
   * @param diagnostics what is wrong, without patient data
   */
  public static String json(String code, String field, String diagnostics) {
    OperationOutcome outcome = new OperationOutcome();
    var issue =
        outcome
            .addIssue()
            .setSeverity(IssueSeverity.ERROR)
            .setCode(IssueType.fromCode(code))
            .setDiagnostics(diagnostics);
    if (!field.isEmpty()) {
      issue.addExpression(field);
    }
    return ResourceParser.CONTEXT.newJsonParser().encodeResourceToString(outcome);
  }
}
