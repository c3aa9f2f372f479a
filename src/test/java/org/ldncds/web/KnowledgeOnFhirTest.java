package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ldncds.clinical.check.Rule;
import org.ldncds.fhir.SharedFhirContext;
import org.ldncds.fhir.TestFhir;

/** The knowledge at /fhir. */
class KnowledgeOnFhirTest extends FhirTest {

  private static final Set<String> ATTRIBUTES =
      Set.of(
          "citation",
          "developer",
          "funding",
          "released",
          "uses-race",
          "uses-ethnicity",
          "uses-language",
          "uses-sexual-orientation",
          "uses-gender-identity",
          "uses-sex",
          "uses-date-of-birth",
          "uses-social-determinants",
          "uses-health-status");

  @Test
  void itSaysWhatItCan() {
    CapabilityStatement statement =
        client().capabilities().ofType(CapabilityStatement.class).execute();
    var types =
        statement.getRestFirstRep().getResource().stream()
            .collect(Collectors.toMap(r -> r.getType(), r -> r));
    assertTrue(
        types
            .keySet()
            .containsAll(
                Set.of("Patient", "MedicationRequest", "PlanDefinition", "ValueSet", "Library")),
        types::toString);
    var orders = Objects.requireNonNull(types.get("MedicationRequest"));
    assertTrue(
        orders.getSearchParam().stream()
            .anyMatch(parameter -> parameter.getName().equals("authoredon")));
    assertTrue(
        orders.getSearchInclude().stream()
            .anyMatch(include -> include.getValue().equals("MedicationRequest:medication")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"PlanDefinition", "ActivityDefinition", "CodeSystem", "ValueSet", "Library"})
  void theKnowledgeIsValid(String type) {
    Bundle bundle = search(type + "?_count=1000");
    assertFalse(bundle.getEntry().isEmpty());
    List<String> errors = new ArrayList<>();
    for (var entry : bundle.getEntry()) {
      Resource resource = entry.getResource();
      String json = SharedFhirContext.r4().newJsonParser().encodeResourceToString(resource);
      TestFhir.errors(json).forEach(error -> errors.add(resource.getId() + " " + error));
    }
    assertEquals(List.of(), errors);
  }

  @Test
  void everyProtocolIsAPlanDefinitionOfItsSteps() {
    TestPipeline.KNOWLEDGE
        .protocols()
        .forEach(
            (id, protocol) -> {
              PlanDefinition plan =
                  client().read().resource(PlanDefinition.class).withId(id).execute();
              assertEquals(protocol.doses().size(), plan.getAction().size());
              assertTrue(plan.getDescription().contains("Not clinically reviewed"));
              for (var action : plan.getAction()) {
                String url = action.getDefinitionCanonicalType().getValue();
                assertEquals(1, search("ActivityDefinition?url=" + url).getEntry().size(), url);
              }
            });
  }

  @Test
  void everyRuleTellsItsThirteenSourceAttributes() {
    CodeSystem rules = client().read().resource(CodeSystem.class).withId("rules").execute();
    Set<String> told = new TreeSet<>();
    for (var concept : rules.getConcept()) {
      told.add(concept.getCode());
      Set<String> properties =
          concept.getProperty().stream().map(p -> p.getCode()).collect(Collectors.toSet());
      assertTrue(properties.containsAll(ATTRIBUTES), concept.getCode() + properties);
      assertTrue(properties.containsAll(Set.of("reads", "limits", "reviewed")));
    }
    assertEquals(
        List.of(Rule.values()).stream()
            .map(Rule::id)
            .collect(Collectors.toCollection(TreeSet::new)),
        told);
    assertEquals(13, ATTRIBUTES.size());
  }

  @Test
  void aProtocolIsAppliedToAPatient() {
    Parameters in = new Parameters();
    in.addParameter().setName("subject").setValue(new StringType("Patient/nora-lindqvist"));
    in.addParameter().setName("start").setValue(new DateType("2026-12-01"));
    CarePlan plan =
        client()
            .operation()
            .onInstance("PlanDefinition/standard-1mg")
            .named("$apply")
            .withParameters(in)
            .returnResourceType(CarePlan.class)
            .execute();
    assertEquals("Patient/nora-lindqvist", plan.getSubject().getReference());
    assertEquals(5, plan.getActivity().size());
    var second = plan.getActivity().get(1).getDetail();
    assertEquals("2026-12-15", second.getScheduledPeriod().getStartElement().getValueAsString());
    assertEquals("2", second.getDailyAmount().getValue().toPlainString());
    assertTrue(plan.getDescription().contains("not checked"));
    assertEquals(
        List.of(),
        TestFhir.errors(SharedFhirContext.r4().newJsonParser().encodeResourceToString(plan)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/fhir/PlanDefinition/standard-1mg/$apply",
        "/fhir/PlanDefinition/standard-1mg/$apply?subject=Group/1",
        "/fhir/PlanDefinition/standard-1mg/$apply?subject=Patient/a%20b"
      })
  void aPlanNeedsAPatient(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = send(request(path).build());
    outcome(400, "", response);
  }

  @Test
  void aPlanStartsTodayWhereNoDayIsNamed() {
    Parameters in = new Parameters();
    in.addParameter().setName("subject").setValue(new StringType("nora-lindqvist"));
    CarePlan plan =
        client()
            .operation()
            .onInstance("PlanDefinition/half-step")
            .named("$apply")
            .withParameters(in)
            .returnResourceType(CarePlan.class)
            .execute();
    LocalDate start = LocalDate.parse(plan.getPeriod().getStartElement().getValueAsString());
    assertTrue(
        Math.abs(start.toEpochDay() - LocalDate.now(java.time.ZoneOffset.UTC).toEpochDay()) <= 1);
  }
}
