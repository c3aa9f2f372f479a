package org.ldncds.bench;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * An order-sign request for low-dose naltrexone with a chart of any length beside it, as EHRs send
 * them: every resource with identifiers, meta and a narrative in XHTML. Few of its records matter.
 * The same number of records gives the same bytes.
 */
public final class ChartRequest {

  /** The day on which the order is signed. */
  public static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  private static final long SEED = 20261125;
  private static final List<String> DRUGS =
      List.of(
          "860975|24 HR metformin hydrochloride 500 MG Extended Release Oral Tablet",
          "197361|amlodipine 5 MG Oral Tablet",
          "314076|lisinopril 10 MG Oral Tablet",
          "617312|atorvastatin 20 MG Oral Tablet",
          "198051|omeprazole 20 MG Delayed Release Oral Capsule",
          "197517|clindamycin 150 MG Oral Capsule",
          "308182|amoxicillin 250 MG Oral Capsule",
          "310798|hydrochlorothiazide 25 MG Oral Tablet");
  private static final List<String> PROBLEMS =
      List.of(
          "38341003|Hypertensive disorder",
          "44054006|Diabetes mellitus type 2",
          "55822004|Hyperlipidemia",
          "6020002|Tinea pedis",
          "195967001|Asthma",
          "396275006|Osteoarthritis");
  private static final List<String> TESTS =
      List.of(
          "1742-6|Alanine aminotransferase|U/L|21",
          "1920-8|Aspartate aminotransferase|U/L|19",
          "2160-0|Creatinine|mg/dL|1",
          "718-7|Hemoglobin|g/dL|13.9",
          "2345-7|Glucose|mg/dL|93",
          "2951-2|Sodium|mmol/L|140",
          "8867-4|Heart rate|/min|72",
          "4548-4|Hemoglobin A1c|%|5.6");

  private final Random random = new Random(SEED);
  private final List<String> medications = new ArrayList<>();
  private final List<String> conditions = new ArrayList<>();
  private final List<String> observations = new ArrayList<>();

  private ChartRequest(int records) {
    for (int i = 0; i < records; i++) {
      switch (i % 6) {
        case 0, 1 -> medications.add(medication(i));
        case 2 -> conditions.add(condition(i));
        default -> observations.add(observation(i));
      }
    }
  }

  /** About 6 KB: one order and a short list. */
  public static byte[] small() {
    return of(3);
  }

  /** About 110 KB. */
  public static byte[] medium() {
    return of(66);
  }

  /** About 1 MB. */
  public static byte[] large() {
    return of(600);
  }

  /**
   * @param records of medications, problems and results; one of a hundred matters at the most
   */
  public static byte[] of(int records) {
    ChartRequest chart = new ChartRequest(records);
    String patient =
        """
        {"resourceType":"Patient","id":"p1",%s"active":true,"name":[{"use":"official","family":"Muster","given":["Zoë"]}],"gender":"female","birthDate":"1979-04-02"}"""
            .formatted(narrative("Patient", "Zoë Muster, synthetic, born 1979-04-02", 1));
    return """
        {"hook":"order-sign","hookInstance":"5f0c8a52-7a1b-4c1e-9a53-0c5d0f1d2a01","fhirServer":"https://ehr.example.org/fhir",
        "context":{"userId":"Practitioner/dr","patientId":"p1","draftOrders":{"resourceType":"Bundle","type":"collection","entry":[{"resource":%s}]}},
        "prefetch":{"patient":%s,"medicationRequests":%s,"medicationStatements":null,"medicationDispenses":null,"medicationAdministrations":null,"conditions":%s,"allergies":%s,"observations":%s,"serviceRequests":%s}}
        """
        .formatted(
            draft(),
            patient,
            bundle(chart.medications),
            bundle(chart.conditions),
            bundle(List.of()),
            bundle(chart.observations),
            bundle(List.of()))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String draft() {
    return """
        {"resourceType":"MedicationRequest","id":"draft-1",%s"status":"draft","intent":"order","medicationCodeableConcept":{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"7243","display":"naltrexone"}],"text":"Naltrexone 4.5 mg oral capsule (compounded)"},"subject":{"reference":"Patient/p1"},"authoredOn":"2026-11-23T10:00:00Z","reasonCode":[{"coding":[{"system":"http://snomed.info/sct","code":"203082005","display":"Fibromyalgia"}]}],"dosageInstruction":[{"text":"4.5 mg by mouth at bedtime","timing":{"repeat":{"frequency":1,"period":1,"periodUnit":"d","when":["HS"]}},"doseAndRate":[{"doseQuantity":{"value":4.5,"unit":"mg","system":"http://unitsofmeasure.org","code":"mg"}}]}]}"""
        .formatted(narrative("MedicationRequest", "Naltrexone 4.5 mg", 2));
  }

  private static String bundle(List<String> resources) {
    StringBuilder entries = new StringBuilder();
    for (String resource : resources) {
      entries
          .append(entries.length() == 0 ? "" : ",")
          .append("{\"fullUrl\":\"https://ehr.example.org/fhir/r/")
          .append(entries.length())
          .append("\",\"resource\":")
          .append(resource)
          .append(",\"search\":{\"mode\":\"match\"}}");
    }
    return "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":%d,\"entry\":[%s]}"
        .formatted(resources.size(), entries);
  }

  /** A table as EHRs make them, with letters beyond ASCII. */
  private static String narrative(String type, String words, int rows) {
    StringBuilder table = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      table
          .append("<tr class=\\\"row\\\"><td><b>")
          .append(type)
          .append("</b></td><td style=\\\"padding:2px\\\"><span>")
          .append(words)
          .append("</span> – geprüft ✓</td></tr>");
    }
    return """
        "meta":{"versionId":"1","lastUpdated":"2026-11-20T08:15:30.000+00:00","profile":["http://hl7.org/fhir/us/core/StructureDefinition/us-core-%s"]},"text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\"><table class=\\"hapiPropertyTable\\"><tbody>%s</tbody></table></div>"},"identifier":[{"system":"urn:oid:2.25.1","value":"%s"}],"""
        .formatted(type.toLowerCase(Locale.ROOT), table, words.hashCode());
  }

  private String[] one(List<String> of) {
    return of.get(random.nextInt(of.size())).split("\\|");
  }

  private LocalDate day() {
    return TODAY.minusDays(1 + random.nextInt(300));
  }

  private String medication(int number) {
    String[] drug =
        number == 1 ? "1049621|oxycodone hydrochloride 5 MG Oral Tablet".split("\\|") : one(DRUGS);
    String written = number == 1 ? "2024-02-01" : day().toString();
    return """
        {"resourceType":"MedicationRequest","id":"m%d",%s"status":"%s","intent":"order","medicationCodeableConcept":{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"%s","display":"%s"}],"text":"%s"},"subject":{"reference":"Patient/p1","display":"Zoë Muster"},"encounter":{"reference":"Encounter/e%d"},"authoredOn":"%s","requester":{"reference":"Practitioner/dr","display":"Dr. Ångström"},"dosageInstruction":[{"sequence":1,"text":"Take 1 tablet by mouth once daily","timing":{"repeat":{"frequency":1,"period":1,"periodUnit":"d"}},"doseAndRate":[{"doseQuantity":{"value":1,"unit":"tablet"}}]}],"dispenseRequest":{"validityPeriod":{"start":"%s","end":"%s"},"numberOfRepeatsAllowed":1,"quantity":{"value":30,"unit":"tablet"},"expectedSupplyDuration":{"value":30,"unit":"days","system":"http://unitsofmeasure.org","code":"d"}}}"""
        .formatted(
            number,
            narrative("MedicationRequest", drug[1], 3),
            number == 1 ? "stopped" : "active",
            drug[0],
            drug[1],
            drug[1],
            number,
            written,
            written,
            LocalDate.parse(written).plusDays(60));
  }

  private String condition(int number) {
    String[] problem = one(PROBLEMS);
    return """
        {"resourceType":"Condition","id":"c%d",%s"clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},"verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"confirmed"}]},"category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-category","code":"problem-list-item","display":"Problem List Item"}]}],"code":{"coding":[{"system":"http://snomed.info/sct","code":"%s","display":"%s"}],"text":"%s"},"subject":{"reference":"Patient/p1"},"onsetDateTime":"%s","recordedDate":"%s"}"""
        .formatted(
            number,
            narrative("Condition", problem[1], 4),
            problem[0],
            problem[1],
            problem[1],
            day(),
            day());
  }

  private String observation(int number) {
    boolean matters = number < 6;
    String[] test =
        matters ? TESTS.get(number - 3).split("\\|") : one(TESTS.subList(3, TESTS.size()));
    return """
        {"resourceType":"Observation","id":"o%d",%s"status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory","display":"Laboratory"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"%s","display":"%s"}],"text":"%s"},"subject":{"reference":"Patient/p1"},"encounter":{"reference":"Encounter/e%d"},"effectiveDateTime":"%sT08:00:00Z","issued":"2026-11-20T08:15:30.000+00:00","valueQuantity":{"value":%s,"unit":"%s","system":"http://unitsofmeasure.org","code":"%s"},"referenceRange":[{"low":{"value":1,"unit":"%s"},"high":{"value":200,"unit":"%s"}}]}"""
        .formatted(
            number,
            narrative("Observation", test[1], 4),
            test[0],
            test[1],
            test[1],
            number,
            matters ? TODAY.minusDays(5) : day(),
            test[3],
            test[2],
            test[2],
            test[2],
            test[2]);
  }
}
