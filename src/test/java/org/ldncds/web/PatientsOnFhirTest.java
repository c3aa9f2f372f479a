package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.MethodNotAllowedException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The sandbox's patients at /fhir. */
class PatientsOnFhirTest extends FhirTest {

  @Test
  void thePatientsOfTheSeedsAreThere() {
    Patient nora = client().read().resource(Patient.class).withId("nora-lindqvist").execute();
    assertEquals("Lindqvist", nora.getNameFirstRep().getFamily());
    assertEquals(SeedStory.all().size(), search("Patient?_count=100").getTotal());
  }

  @ParameterizedTest
  @CsvSource({
    "MedicationRequest?patient=nora-lindqvist&status=active, 1",
    "MedicationRequest?patient=Patient/nora-lindqvist&intent=order%2Cplan&status=active%2Ccompleted, 1",
    "MedicationRequest?patient=nora-lindqvist&status=stopped, 0",
    "MedicationRequest?patient=nobody, 0",
    "MedicationRequest?patient=nora-lindqvist&authoredon=ge2026-11-12, 1",
    "MedicationRequest?patient=nora-lindqvist&authoredon=gt2026-11-12, 0",
    "MedicationRequest?patient=nora-lindqvist&authoredon=2026-11, 1",
    "Condition?patient=nora-lindqvist&category=problem-list-item, 2",
    "Patient?family=lindq, 1",
    "Patient?name=nora&gender=female, 1",
    "Patient?gender=http://hl7.org/fhir/administrative-gender|nothing, 0",
    "Patient?_id=nora-lindqvist%2Camara-okafor, 1",
  })
  void searchesFind(String url, int expected) {
    assertEquals(expected, search(url).getEntry().size(), url);
  }

  /** Every search that discovery asks an EHR to make, for every seed patient. */
  @Test
  void whatOurPrefetchTemplatesAskForIsAnswered() {
    for (var service : TestPipeline.KNOWLEDGE.services()) {
      for (String template : service.prefetch().values()) {
        String url = template.replace("{{context.patientId}}", "nora-lindqvist");
        if (url.contains("?")) {
          search(url);
        } else {
          client().read().resource("Patient").withUrl(url).execute();
        }
      }
    }
  }

  @Test
  void pagesFollowEachOther() {
    Bundle page = search("Observation?_count=5&_sort=-date");
    Set<String> seen = new TreeSet<>(ids(page));
    assertEquals(5, page.getEntry().size());
    while (page.getLink(Bundle.LINK_NEXT) != null) {
      page = client().loadPage().next(page).execute();
      seen.addAll(ids(page));
    }
    assertEquals(search("Observation?_count=1000").getEntry().size(), seen.size());
  }

  @Test
  void whatARequestRefersToIsIncluded() {
    Bundle all = search("MedicationRequest?_include=MedicationRequest:medication&_count=1000");
    List<String> included =
        all.getEntry().stream()
            .filter(e -> e.getSearch().getMode() == Bundle.SearchEntryMode.INCLUDE)
            .map(e -> e.getResource().fhirType())
            .toList();
    assertFalse(included.isEmpty());
    assertEquals(Set.of("Medication"), Set.copyOf(included));
  }

  @Test
  void anUnknownParameterIsNamedAndOtherWritesAreRefused() {
    Exception unknown =
        assertThrows(InvalidRequestException.class, () -> search("Patient?shoe-size=42"));
    assertTrue(String.valueOf(unknown.getMessage()).contains("birthdate"));
    assertThrows(InvalidRequestException.class, () -> search("Patient?birthdate=ge-yesterday"));
    assertThrows(
        ResourceNotFoundException.class,
        () -> client().read().resource(Patient.class).withId("nobody").execute());
    Exception refused =
        assertThrows(Exception.class, () -> client().create().resource(new Patient()).execute());
    assertTrue(
        refused instanceof InvalidRequestException || refused instanceof MethodNotAllowedException,
        refused::toString);
  }

  @Test
  void ordersAreTakenAndChanged() {
    MedicationRequest order = new MedicationRequest();
    order.setStatus(MedicationRequest.MedicationRequestStatus.DRAFT);
    order.setIntent(MedicationRequest.MedicationRequestIntent.ORDER);
    order.setSubject(new Reference("Patient/nora-lindqvist"));
    MethodOutcome created = client().create().resource(order).execute();
    assertEquals(true, created.getCreated());
    order.setId(created.getId().toUnqualifiedVersionless());
    order.setStatus(MedicationRequest.MedicationRequestStatus.CANCELLED);
    MethodOutcome updated = client().update().resource(order).execute();
    assertEquals("2", updated.getId().getVersionIdPart());
    assertEquals(
        "cancelled",
        client()
            .read()
            .resource(MedicationRequest.class)
            .withId(created.getId().getIdPart())
            .execute()
            .getStatus()
            .toCode());
    order.setSubject(new Reference("Patient/nobody"));
    assertThrows(
        UnprocessableEntityException.class, () -> client().update().resource(order).execute());
  }

  @Test
  void browsersOnThisMachineMayAsk() throws IOException, InterruptedException {
    HttpResponse<byte[]> preflight =
        send(
            request("/fhir/Patient/nora-lindqvist")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "http://localhost:3000")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization")
                .build());
    assertEquals(
        "http://localhost:3000",
        preflight.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
    HttpResponse<byte[]> other =
        send(request("/fhir/metadata").header("Origin", "https://evil.example").build());
    assertTrue(other.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
  }

  /** The reference sandbox searches by POST from its own origin. */
  @Test
  void browsersSearchByPost() throws IOException, InterruptedException {
    HttpResponse<byte[]> preflight =
        send(
            request("/fhir/Condition/_search")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "http://localhost:8080")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,accept")
                .build());
    assertEquals(200, preflight.statusCode());
    HttpResponse<byte[]> found =
        send(
            request("/fhir/Condition/_search")
                .header("Origin", "http://localhost:8080")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("patient=nora-lindqvist"))
                .build());
    assertEquals(
        "http://localhost:8080",
        found.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
    JsonNode bundle = TestRequests.JSON.readTree(found.body());
    assertEquals(2, bundle.get("total").asInt());
    assertFalse(bundle.at("/entry/0/resource/code/text").asString("").isEmpty());
  }
}
