package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Writes src/docs/dependencies.md from the list of what is shipped, which the build makes first.
 */
class DependenciesDocTest {

  private static final Path LIST = Path.of("target/licences/THIRD-PARTY.txt");
  private static final Pattern LIBRARY =
      Pattern.compile("\\(([^:()\\s]+:[^:()\\s]+):([^:()\\s]+) - [^\\s]+\\)$");
  private static final Pattern LICENCE = Pattern.compile("\\G\\s*\\(([^)]+)\\)");

  private static final String HEAD =
      """
      # What is shipped: libraries, their licences, known vulnerabilities

      Made from what Maven resolves for run time; a test fails while it is out of date. To rewrite it:
      `mvn test -Dtest='*DocTest' -Ddocs.write=true`. The build ends where a library has no licence, or none that `pom.xml` allows
      (`license-maven-plugin`); where a library offers several, one of them must be allowed. What only tests use is not shipped.

      ## Known vulnerabilities, and why they do not matter here

      Looked at by hand on 2026-11-25. The build asks no database of vulnerabilities, since it must run without a network: have your own
      scanner look at the image.

      `org.hl7.fhir.utilities` and `org.hl7.fhir.r4` 6.7.9 come with HAPI FHIR 8.8.1; both are needed to read FHIR.

      | vulnerability | where | why it does not matter |
      |---|---|---|
      | CVE-2026-33180, CVE-2026-34359: credentials go to another host, on a redirect or where its name begins alike | web access of `org.hl7.fhir.utilities` | none of these classes is used: the EHR's FHIR server, key servers and terminology servers are asked by the JDK's client, which follows no redirect |
      | CVE-2026-34360, CVE-2026-34361: anybody lets the validator's HTTP service fetch an address | `org.hl7.fhir.validation` | not shipped: `hapi-fhir-validation` is for tests only |
      | CVE-2026-55471: a stylesheet reads files (XXE) | `XsltUtilities.saxonTransform` of `org.hl7.fhir.utilities` | never called, and Saxon is not shipped |

      `DependenciesDocTest` holds these reasons.

      ## Libraries

      | library | version | licence |
      |---|---|---|
      """;

  private static List<String> list() throws IOException {
    assertTrue(Files.exists(LIST), LIST + " is made by: mvn generate-test-resources");
    return Files.readAllLines(LIST).stream().filter(line -> line.startsWith("     (")).toList();
  }

  @Test
  void isUpToDate() throws IOException {
    TreeMap<String, String> rows = new TreeMap<>();
    for (String line : list()) {
      Matcher library = LIBRARY.matcher(line);
      assertTrue(library.find(), line);
      String licences =
          LICENCE
              .matcher(line)
              .results()
              .map(licence -> licence.group(1))
              .collect(Collectors.joining(" or "));
      rows.put(
          library.group(1),
          "| %s | %s | %s |\n".formatted(library.group(1), library.group(2), licences));
    }
    assertTrue(rows.size() > 100, rows::toString);
    WrittenDoc.requireSame(
        Path.of("src/docs/dependencies.md"), HEAD + String.join("", rows.values()));
  }

  @Test
  void noValidatorAndNoSaxonAreShipped() throws IOException {
    String all = String.join("\n", list());
    assertTrue(all.contains("org.hl7.fhir.utilities:6.7.9"), "as the document says");
    for (String absent :
        List.of(
            "hapi-fhir-validation:",
            "org.hl7.fhir.validation",
            "org.hl7.fhir.convertors",
            ":Saxon-HE:",
            "hapi-fhir-client:",
            "junit")) {
      assertFalse(all.contains(absent), absent);
    }
  }

  @Test
  void ofTheUtilitiesNothingIsUsedThatReachesOut() {
    ArchRuleDefinition.noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.hl7.fhir.utilities.http..",
            "org.hl7.fhir.utilities.npm..",
            "org.hl7.fhir.utilities.settings..",
            "org.hl7.fhir.validation..")
        .orShould()
        .dependOnClassesThat()
        .haveSimpleName("XsltUtilities")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.ldncds"));
  }

  @Test
  void aPackageOfThatNameExists() throws ClassNotFoundException {
    assertEquals(
        "org.hl7.fhir.utilities.http",
        Class.forName("org.hl7.fhir.utilities.http.ManagedWebAccess").getPackageName());
  }
}
