package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.Drug.NaltrexoneKind;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.clinical.drug.Form;
import org.ldncds.clinical.drug.Terminology;

/**
 * Every drug of the knowledge files is recognised by code alone and by name alone, and nothing else
 * is.
 */
class DrugCatalogueTest {

  private static final DrugCatalogue DRUGS = TestPipeline.KNOWLEDGE.drugs();

  private static List<CSVRecord> rows(String file) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser =
        CSVParser.parse(Files.readString(Path.of("cds-services/drugs", file)), format)) {
      return parser.getRecords();
    }
  }

  private static Set<String> ingredients(Optional<Drug> drug) {
    return drug.stream()
        .flatMap(d -> d.components().stream())
        .map(component -> component.ingredient().name())
        .collect(Collectors.toSet());
  }

  private static Set<String> parts(CSVRecord row, String column) {
    return Arrays.stream(row.get(column).split(";", -1))
        .filter(part -> !part.isBlank())
        .collect(Collectors.toSet());
  }

  @Test
  void everyIngredientIsKnownByEachOfItsCodesAndNames() throws IOException {
    List<String> missed = new ArrayList<>();
    List<CSVRecord> all = new ArrayList<>(rows("opioids.csv"));
    all.addAll(rows("other-drugs.csv"));
    for (CSVRecord row : all) {
      String name = row.get("ingredient");
      List<Code> codes = new ArrayList<>();
      parts(row, "rxnorm").forEach(code -> codes.add(new Code(Terminology.RXNORM, code)));
      parts(row, "atc").forEach(code -> codes.add(new Code(Terminology.ATC, code)));
      parts(row, "snomed").forEach(code -> codes.add(new Code(Terminology.SNOMED, code)));
      parts(row, "unii").forEach(code -> codes.add(new Code(Terminology.UNII, code)));
      codes.stream()
          .filter(code -> !ingredients(DRUGS.find(List.of(code), List.of())).contains(name))
          .forEach(code -> missed.add(name + " " + code));
      List<String> names = new ArrayList<>(parts(row, "names"));
      names.add(name);
      names.stream()
          .filter(
              written ->
                  !ingredients(DRUGS.find(List.of(), List.of("Rx " + written + " 5")))
                      .contains(name))
          .forEach(written -> missed.add(name + " as " + written));
    }
    assertEquals(List.of(), missed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ipratropium bromide 0.5 MG",
        "Tiotropium",
        "Apomorphine 10 MG/ML",
        "amoxicillin 250 MG Oral Capsule",
        "Acetaminophen 500 MG Oral Tablet",
        "Opiumfree drops",
        "Codeinefree syrup",
        "xoxycodone",
        "naltrexonelike"
      })
  void namesThatContainAnOpioidAreNone(String name) {
    assertEquals(Optional.empty(), DRUGS.find(List.of(), List.of(name)));
    assertFalse(DRUGS.names(name));
  }

  @ParameterizedTest
  @CsvSource({
    "Methylnaltrexone 12 MG injection, PERIPHERAL_ANTAGONIST",
    "Dextromethorphan 15 mg lozenge, OPIOID",
    "Naloxone 4 MG nasal spray, RESCUE_ANTAGONIST",
    "BUPRENORPHINE/NALOXONE 8-2 mg SL film, OPIOID",
    "Suboxone, OPIOID",
    "Oxycodone/Naltrexone ER, OPIOID",
    "LDN 4.5 mg caps, NALTREXONE",
    "N\u00e1ltrexone 50 mg, NALTREXONE",
    "bup/naloxone 8-2, OPIOID",
    "Tylenol #4, OPIOID",
    "T#3, OPIOID",
    "APAP/Cod 300-30, OPIOID",
    "cod liver oil with naltrexone, NALTREXONE",
    "MST 30 mg, OPIOID",
    "Bupeaze 10, OPIOID",
    "Co-codamol 30/500, OPIOID"
  })
  void namesAreReadByWholeWords(String name, DrugRole lead) {
    assertEquals(
        lead, DRUGS.find(List.of(), List.of(name)).orElseThrow().lead().ingredient().role());
  }

  @ParameterizedTest
  @CsvSource({
    "Vivitrol 380 mg, DEPOT",
    "XR-NTX 380 mg, DEPOT",
    "naltrexone 380 mg IM, DEPOT",
    "Naltrexone ER 380 mg suspension for intramuscular injection, DEPOT",
    "naltrexone 380 MG Injection, DEPOT",
    "naltrexone implant, DEPOT",
    "Contrave, COMBINATION",
    "bupropion 90 MG / naltrexone 8 MG Extended Release Oral Tablet, COMBINATION",
    "naltrexone 1 % cream, TOPICAL",
    "Naltrexone HCl 50 mg tablet, ORAL",
    "naltrexone 1 mg/mL oral solution, ORAL",
    "low dose naltrexone, ORAL"
  })
  void kindsOfNaltrexoneAreToldApart(String name, NaltrexoneKind kind) {
    assertEquals(
        Optional.of(kind), DRUGS.find(List.of(), List.of(name)).orElseThrow().naltrexone());
  }

  @ParameterizedTest
  @CsvSource({
    "Naltrexone HCl 50 mg tablet, 50 mg, TABLET",
    "LDN 4.5mg cap, 4.5 mg, CAPSULE",
    "naltrexone 1 mg/mL oral solution, 1 mg/mL, ORAL_LIQUID",
    "naltrexone 5 mg/5 mL suspension, 5 mg/5 mL, ORAL_LIQUID",
    "naltrexone 500 mcg capsule, 0.5 mg, CAPSULE",
    "50 mg naltrexone tablets, 50 mg, TABLET",
    "naltrexone 50 mg tablet take 25 mg daily, 50 mg, TABLET",
    "naltrexone 1 % oral solution, 10 mg/mL, ORAL_LIQUID",
    "fentanyl 25 mcg/hr patch, 0.025 mg/h, PATCH",
    "fentanyl patch 12 micrograms per hour, 0.012 mg/h, PATCH",
    "fentanyl 50 mcg patch, 0.05 mg/h, PATCH",
    "fentanyl 100 mcg/spray nasal spray, 0.1 mg/actuation, NASAL",
    "'oxycodone-acetaminophen 5-325 mg tablet', 5 mg, TABLET",
    "'acetaminophen-codeine 300-30 mg tablet', 30 mg, TABLET",
    "'oxycodone 5 mg/paracetamol 325 mg tablets', 5 mg, TABLET",
    "'buprenorphine-naloxone 8 mg-2 mg SL film', 8 mg, OROMUCOSAL",
    "'hydrocodone-acetaminophen 7.5-325 mg/15 mL oral solution', 7.5 mg/15 mL, ORAL_LIQUID",
    "'butalbital, acetaminophen, caffeine, and codeine 50-325-40-30 mg capsule', 30 mg, CAPSULE",
    "'naltrexone 1,5 mg Kapsel', 1.5 mg, CAPSULE"
  })
  void strengthAndFormAreReadFromTheName(String name, String strength, Form form) {
    Drug drug = DRUGS.find(List.of(), List.of(name)).orElseThrow();
    assertEquals(strength, drug.strength().orElseThrow().toString());
    assertEquals(form, drug.form());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "buprenorphine ER 300 mg/1.5 mL subcutaneous solution",
        "buprenorphine extended-release subcutaneous syringe",
        "Buprenorphine 200 MG/ML Prefilled Syringe",
        "buprenorphine implants"
      })
  void depotBuprenorphineIsKnownWithoutItsBrand(String name) {
    assertTrue(DRUGS.find(List.of(), List.of(name)).orElseThrow().isDepot());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "naltrexone capsules 1 mg and 3 mg",
        "naltrexone 0.5-1 mg",
        "naltrexone from 1.5 mg to 3 mg",
        "naltrexone 1,000 mcg",
        "naltrexone 10 mg/g cream",
        "naltrexone 1 % cream",
        "naltrexone 5 mg/kg",
        "naltrexone 4.5",
        "oxycodone-acetaminophen 325 mg",
        "co-codamol 30/500 mg",
        "Suboxone 8-2 mg",
        "Percocet 5-325 mg",
        "fentanyl 4.2 mg patch",
        "naltrexone 50 mg / 50 mg",
        "naltrexone 0 mg"
      })
  void whereTheStrengthIsNotCertainThereIsNone(String name) {
    Drug drug = DRUGS.find(List.of(), List.of(name)).orElseThrow();
    assertEquals(Optional.empty(), drug.strength());
  }

  @Test
  void codesOfSeveralTermTypesAddUp() {
    List<Code> codes =
        List.of(new Code(Terminology.RXNORM, "7804"), new Code(Terminology.RXNORM, "1049621"));
    Drug drug = DRUGS.find(codes, List.of("OXYCODONE 5 MG TAB")).orElseThrow();
    assertEquals(Set.of("oxycodone"), ingredients(Optional.of(drug)));
    assertEquals(Form.TABLET, drug.form());
    assertTrue(drug.strength().isPresent());
  }

  @Test
  void anAtcClassIsMatchedExactlyNeverByPrefix() {
    assertEquals(
        Optional.empty(), DRUGS.find(List.of(new Code(Terminology.ATC, "N02AA")), List.of()));
    assertTrue(
        DRUGS
            .find(List.of(new Code(Terminology.ATC, "N02AA56")), List.of())
            .orElseThrow()
            .is(DrugRole.OPIOID));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"16729-0081-10", "16729008110", "16729-081-10", "70518-1146-00", "70518114600"})
  void nationalDrugCodesAreKnownInEverySpelling(String ndc) {
    assertTrue(DRUGS.find(List.of(new Code(Terminology.NDC, ndc)), List.of()).isPresent());
  }

  @ParameterizedTest
  @CsvSource({
    "http://www.nlm.nih.gov/research/umls/rxnorm, RXNORM",
    "https://www.nlm.nih.gov/research/umls/rxnorm/, RXNORM",
    "urn:oid:2.16.840.1.113883.6.88, RXNORM",
    "http://fhir.de/CodeSystem/bfarm/atc, ATC",
    "http://snomed.info/sct/32506021000036107, SNOMED",
    "https://dmd.nhs.uk/, DMD",
    "http://pbs.gov.au/code/item, PBS",
    "http://hl7.org/fhir/NamingSystem/ca-hc-din, DIN",
    "http://fhir.de/CodeSystem/ifa/pzn, PZN",
    "urn:oid:2.16.840.1.113883.2.4.4.10, G_STANDAARD"
  })
  void codeSystemsAreKnownByEveryUriThatIsSent(String uri, Terminology system) {
    assertEquals(Optional.of(system), Terminology.ofUri(uri));
  }
}
