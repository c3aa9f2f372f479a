package org.ldncds.fhir;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.parser.StrictErrorHandler;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;

/** The official FHIR R4 validator and HAPI's strict parser, as a judge of what we write. */
public final class TestFhir {

  /** Mutation tests of the judgement run all cases hundreds of times without it. */
  private static final boolean OFF = System.getProperty("fhir.validator", "").equals("off");

  /** Made when it is first needed. */
  private static final class Judge {
    static final FhirValidator VALIDATOR = validator();
  }

  private TestFhir() {}

  private static FhirValidator validator() {
    ValidationSupportChain chain =
        new ValidationSupportChain(
            new DefaultProfileValidationSupport(ResourceParser.CONTEXT),
            new CommonCodeSystemsTerminologyService(ResourceParser.CONTEXT),
            new InMemoryTerminologyServerValidationSupport(ResourceParser.CONTEXT));
    FhirInstanceValidator module = new FhirInstanceValidator(chain);
    module.setAnyExtensionsAllowed(true);
    return ResourceParser.CONTEXT.newValidator().registerValidatorModule(module);
  }

  /** Asserts that the strict parser reads it and the validator finds no error. */
  public static void requireValid(String resource) {
    requireReadable(resource);
    if (OFF) {
      return;
    }
    List<String> errors = errors(resource);
    assertTrue(errors.isEmpty(), () -> errors + " in " + resource);
  }

  /** Asserts that the strict parser reads it. */
  public static void requireReadable(String resource) {
    ResourceParser.CONTEXT
        .newJsonParser()
        .setParserErrorHandler(new StrictErrorHandler())
        .parseResource(resource);
  }

  /** What the validator calls an error. */
  public static List<String> errors(String resource) {
    return Judge.VALIDATOR.validateWithResult(resource).getMessages().stream()
        .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
        .map(message -> message.getLocationString() + ": " + message.getMessage())
        .toList();
  }
}
