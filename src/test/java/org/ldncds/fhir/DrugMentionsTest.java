package org.ldncds.fhir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.Opioid.Conflict;
import org.ldncds.fhir.DrugResolver.Found;
import org.ldncds.fhir.RawResource.Coding;
import org.ldncds.fhir.RawResource.Concept;
import org.ldncds.web.TestPipeline;

/**
 * How well drugs are recognised as EHRs write them: each labelled mention is resolved, and the
 * precision and recall of each class are printed.
 */
class DrugMentionsTest {

  private static final Path MENTIONS = Path.of("src/test/resources/drug-mentions.csv");
  private static final Path HARMLESS = Path.of("src/test/resources/harmless-drugs.txt");
  private static final String BLOCK = "block-opioid";
  private static final Map<String, String> SYSTEMS =
      Map.ofEntries(
          Map.entry("rxnorm", "http://www.nlm.nih.gov/research/umls/rxnorm"),
          Map.entry("oid-rxnorm", "urn:oid:2.16.840.1.113883.6.88"),
          Map.entry("atc", "http://www.whocc.no/atc"),
          Map.entry("de-atc", "http://fhir.de/CodeSystem/bfarm/atc"),
          Map.entry("snomed", "http://snomed.info/sct"),
          Map.entry("snomed-edition", "http://snomed.info/sct/32506021000036107"),
          Map.entry("unii", "http://fdasis.nlm.nih.gov"),
          Map.entry("ndc", "http://hl7.org/fhir/sid/ndc"),
          Map.entry("dmd", "https://dmd.nhs.uk"),
          Map.entry("pbs", "http://pbs.gov.au/code/item"),
          Map.entry("din", "http://hl7.org/fhir/NamingSystem/ca-hc-din"),
          Map.entry("pzn", "http://fhir.de/CodeSystem/ifa/pzn"),
          Map.entry("local", "urn:oid:1.2.3.4.5"));

  private final DrugResolver resolver =
      new DrugResolver(
          TestPipeline.KNOWLEDGE.drugs(),
          new CodeLookup(TestPipeline.KNOWLEDGE.drugs(), Optional.empty(), new Judgements<>()),
          TestPipeline.KNOWLEDGE.units());

  /** One labelled mention, and what was made of it. */
  private record Judged(String mention, String label, String expected, String got, String drugs) {}

  private static List<Mention> mentions() throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(Files.readString(MENTIONS), format)) {
      return parser.stream()
          .map(
              row ->
                  new Mention(
                      row.get("text"),
                      codings(row.get("codings")),
                      row.get("expected"),
                      row.get("class")))
          .toList();
    }
  }

  private record Mention(String text, List<Coding> codings, String expected, String label) {

    CodeableConcept concept() {
      CodeableConcept concept = new CodeableConcept();
      if (!text.isEmpty()) {
        concept.setText(text);
      }
      codings.forEach(c -> concept.addCoding().setSystem(c.system()).setCode(c.code()));
      return concept;
    }

    RawResource raw() {
      return new RawResource(
          new byte[0],
          0,
          0,
          "MedicationRequest",
          "mention",
          "",
          "",
          new Concept(codings, text.isEmpty() ? List.of() : List.of(text)),
          "",
          false,
          false,
          Optional.empty(),
          false);
    }
  }

  private static List<Coding> codings(String written) {
    List<Coding> codings = new ArrayList<>();
    for (String coding : written.split(" ", -1)) {
      int colon = coding.indexOf(':');
      if (colon > 0) {
        String system = SYSTEMS.get(coding.substring(0, colon));
        codings.add(new Coding(String.valueOf(system), coding.substring(colon + 1), ""));
      }
    }
    return codings;
  }

  private static String classOf(Found found) {
    if (found instanceof Found.Suspected || found instanceof Found.Unknown) {
      return "gap";
    }
    return found.drug().map(DrugMentionsTest::classOf).orElse("harmless");
  }

  private static String classOf(Drug drug) {
    if (drug.opioid().isPresent()) {
      return drug.opioid().get().conflict() == Conflict.BLOCK ? BLOCK : "mild-opioid";
    }
    return drug.naltrexone()
        .map(kind -> "naltrexone-" + kind.name().toLowerCase(Locale.ROOT))
        .orElseGet(
            () ->
                switch (drug.lead().ingredient().role()) {
                  case RESCUE_ANTAGONIST -> "rescue";
                  case PERIPHERAL_ANTAGONIST, DUPLICATE_ANTAGONIST, WITHDRAWAL_TREATMENT ->
                      "other-role";
                  case OPIOID,
                      NALTREXONE,
                      THYROID_HORMONE,
                      GABAPENTINOID,
                      SNRI,
                      TRICYCLIC,
                      PRECAUTION,
                      COMPANION ->
                      "harmless";
                });
  }

  private static String drugs(Found found) {
    return found.drug().stream()
        .flatMap(drug -> drug.components().stream())
        .map(component -> component.ingredient().name())
        .sorted()
        .collect(Collectors.joining(";"));
  }

  private List<Judged> judge(List<Mention> mentions) {
    List<Judged> judged = new ArrayList<>();
    for (Mention mention : mentions) {
      Found found = resolver.find(new MedicationRequest(), mention.concept());
      judged.add(
          new Judged(
              mention.text + " " + mention.codings,
              mention.label,
              mention.expected,
              classOf(found),
              drugs(found)));
    }
    return judged;
  }

  @Test
  void blockingOpioidsAreAllFoundAndHardlyAnythingIsTakenForOne() throws IOException {
    List<Judged> judged = judge(mentions());
    assertTrue(judged.size() >= 400, judged.size() + " mentions");
    Set<String> classes =
        judged.stream().map(Judged::label).collect(Collectors.toCollection(TreeSet::new));
    StringBuilder table =
        new StringBuilder("class                    mentions  precision  recall\n");
    for (String one : classes) {
      table.append(
          String.format(
              Locale.ROOT,
              "%-24s %8d %9d%% %6d%%%n",
              one,
              judged.stream().filter(j -> j.label.equals(one)).count(),
              percent(judged, j -> j.got.equals(one), one),
              percent(judged, j -> j.label.equals(one), one)));
    }
    System.out.println(table);
    judged.stream()
        .filter(j -> !j.label.equals(j.got))
        .forEach(j -> System.out.println("wrong: " + j));
    assertEquals(100, percent(judged, j -> j.label.equals(BLOCK), BLOCK), table::toString);
    assertTrue(percent(judged, j -> j.got.equals(BLOCK), BLOCK) >= 99, table::toString);
    for (String one : classes) {
      assertTrue(percent(judged, j -> j.label.equals(one), one) >= 97, one + "\n" + table);
    }
  }

  /** Of those chosen, how many were labelled as the class and judged so; rounded down. */
  private static long percent(List<Judged> judged, Predicate<Judged> chosen, String one) {
    long all = judged.stream().filter(chosen).count();
    long right =
        judged.stream()
            .filter(chosen)
            .filter(j -> j.label.equals(one) && j.got.equals(one))
            .count();
    return all == 0 ? 0 : right * 100 / all;
  }

  @Test
  void theIngredientsAreThoseThatWereMeant() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Judged one : judge(mentions())) {
      boolean named = !one.expected.equals("silent") && !one.expected.equals("gap");
      String expected =
          Arrays.stream(one.expected.split(";", -1)).sorted().collect(Collectors.joining(";"));
      if (named && !one.drugs.equals(expected)) {
        wrong.add(one.toString());
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void whatMattersIsNeverProvedIrrelevant() throws IOException {
    for (Mention mention : mentions()) {
      if (!mention.label.equals("harmless")) {
        assertFalse(resolver.isProvedIrrelevant(mention.raw()), mention.text);
      }
    }
  }

  @Test
  void theDrugsPrescribedMostArouseNothing() throws IOException {
    List<String> noisy = new ArrayList<>();
    List<String> lines =
        Files.readAllLines(HARMLESS).stream().filter(line -> !line.startsWith("#")).toList();
    assertTrue(lines.size() >= 400);
    for (String line : lines) {
      Found found = resolver.find(new MedicationRequest(), new CodeableConcept().setText(line));
      if (!classOf(found).equals("harmless")) {
        noisy.add(line + ": " + found);
      }
    }
    assertEquals(List.of(), noisy);
  }

  @Test
  void aDisplayOnAReferenceIsANameToo() {
    Found found =
        resolver.find(new MedicationRequest(), new Reference().setDisplay("Percoset 5-325"));
    assertEquals(BLOCK, classOf(found));
    Found vague = resolver.find(new MedicationRequest(), new Reference().setDisplay("see note"));
    assertEquals("gap", classOf(vague));
  }
}
