package org.ldncds;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ldncds.clinical.check.Check;

/** The walls between the rooms. */
class ArchitectureTest {

  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.ldncds");

  private static final String[] JAVA = {"java..", "org.jspecify.annotations.."};

  static ArchRule mayKnowOnly(String room, String... others) {
    return classes()
        .that()
        .resideInAPackage(room)
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.<JavaClass>or(
                JavaClass.Predicates.resideInAnyPackage(JAVA),
                JavaClass.Predicates.resideInAnyPackage(others)));
  }

  @Test
  void theCoreKnowsJavaOnly() {
    mayKnowOnly("org.ldncds.clinical..", "org.ldncds.clinical..").check(CLASSES);
  }

  @Test
  void knowledgeKnowsTheCoreItsFileFormatsAndTheServiceDefinition() {
    mayKnowOnly(
            "org.ldncds.knowledge..",
            "org.ldncds.clinical..",
            "org.ldncds.knowledge..",
            "org.ldncds.hooks",
            "org.yaml.snakeyaml..",
            "org.apache.commons.csv..",
            "org.apache.commons.text.similarity..",
            "com.samskivert.mustache..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("org.ldncds.knowledge..")
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage("org.ldncds.hooks..")
                .and(DescribedPredicate.not(JavaClass.Predicates.simpleName("ServiceDefinition"))))
        .check(CLASSES);
  }

  @Test
  void fhirKnowsTheCoreHapiAndJsonTrees() {
    mayKnowOnly(
            "org.ldncds.fhir..",
            "org.ldncds.clinical..",
            "org.ldncds.fhir..",
            "ca.uhn.fhir..",
            "org.hl7.fhir..",
            "com.github.benmanes.caffeine..",
            "io.github.resilience4j.circuitbreaker..",
            "org.fhir.ucum..",
            "tools.jackson..")
        .check(CLASSES);
  }

  @Test
  void hooksKnowTheCoreTheWordingTheFhirRoomAndJson() {
    mayKnowOnly(
            "org.ldncds.hooks..",
            "org.ldncds.clinical..",
            "org.ldncds.knowledge..",
            "org.ldncds.fhir..",
            "org.ldncds.hooks..",
            "tools.jackson..",
            "com.fasterxml.jackson.annotation..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("org.ldncds.hooks..")
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage("org.ldncds.knowledge..")
                .and(
                    DescribedPredicate.not(
                        JavaClass.Predicates.simpleNameStartingWith("Wording")
                            .or(JavaClass.Predicates.simpleName("TopicWords"))
                            .or(JavaClass.Predicates.simpleName("Markdown")))))
        .check(CLASSES);
  }

  @Test
  void securityKnowsTokensKeysAndStoresAndNothingClinical() {
    mayKnowOnly(
            "org.ldncds.security..",
            "org.ldncds.security..",
            "org.ldncds.hooks",
            "org.ldncds.fhir",
            "com.nimbusds..",
            "com.github.benmanes.caffeine..",
            "io.github.resilience4j.circuitbreaker..",
            "javax.net.ssl..",
            "javax.sql..",
            "org.springframework.dao..",
            "org.springframework.data.redis.core..",
            "org.springframework.jdbc..",
            "org.springframework.security.core..")
        .check(CLASSES);
  }

  @Test
  void onlyFhirAndTheSandboxKnowHapi() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.ldncds.fhir..", "org.ldncds.sandbox..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ca.uhn.fhir..", "org.hl7.fhir..")
        .check(CLASSES);
  }

  @Test
  void theRoomsOfTheCoreHaveAnOrder() {
    slices().matching("org.ldncds.clinical.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void noInexactNumbersInTheCore() {
    noClasses()
        .that()
        .resideInAPackage("org.ldncds.clinical..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are inexact",
                type ->
                    List.of("double", "float", "java.lang.Double", "java.lang.Float")
                        .contains(type.getName())))
        .check(CLASSES);
  }

  @Test
  void timeIsReadInTheWebRoomOnly() {
    for (Class<?> clock :
        List.of(LocalDate.class, Instant.class, LocalDateTime.class, ZonedDateTime.class)) {
      noClasses()
          .that()
          .resideOutsideOfPackage("org.ldncds.web..")
          .should()
          .callMethod(clock, "now")
          .check(CLASSES);
    }
    noClasses()
        .that()
        .resideOutsideOfPackage("org.ldncds.web..")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }

  @Test
  void nothingIsKeptBetweenPatients() {
    classes().that().implement(Check.class).should().haveOnlyFinalFields().check(CLASSES);
    fields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage("org.ldncds..")
        .and()
        .areStatic()
        .should()
        .beFinal()
        .check(CLASSES);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Util|Utils)").check(CLASSES);
  }

  @Test
  void aWallThatIsBrokenIsSeen() {
    ArchRule broken = mayKnowOnly("org.ldncds.web..", "org.ldncds.web..");
    assertThrows(AssertionError.class, () -> broken.check(CLASSES));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clinical.quantity",
        "clinical.drug",
        "clinical.facts",
        "clinical.protocol",
        "clinical.check",
        "clinical.titration",
        "clinical.sig",
        "knowledge",
        "knowledge.rxnorm",
        "fhir",
        "hooks",
        "store",
        "security",
        "web",
        "web.chart",
        "web.insights",
        "web.plan",
        "web.playground"
      })
  void everyRoomIsFurnishedAndSaysWhatItKnows(String room) throws IOException {
    assertTrue(
        CLASSES.stream().filter(c -> c.getPackageName().equals("org.ldncds." + room)).count() > 2,
        room + " is empty");
    Path info = Path.of("src/main/java/org/ldncds", room.replace('.', '/'), "package-info.java");
    String text = Files.readString(info);
    assertTrue(
        text.replaceFirst("^/\\*\\*\\s*(\\* )?", "").startsWith("Knows ")
            && text.contains("@NullMarked"),
        info.toString());
  }

  @Test
  void everyPackageIsARoomWithWalls() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("src/main/java/org/ldncds"))) {
      List<String> rooms = folders.map(folder -> folder.getFileName().toString()).sorted().toList();
      assertFalse(rooms.isEmpty());
      assertTrue(
          List.of("clinical", "fhir", "hooks", "knowledge", "sandbox", "security", "store", "web")
              .containsAll(rooms),
          rooms::toString);
    }
  }

  @Test
  void noFileIsLongerThanThreeHundredLines() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        long lines = Files.readAllLines(file).size();
        assertTrue(lines <= 300, file + " has " + lines + " lines");
      }
    }
  }
}
