package org.ldncds;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.ldncds.ArchitectureTest.CLASSES;
import static org.ldncds.ArchitectureTest.mayKnowOnly;

import org.junit.jupiter.api.Test;

/** The walls around the store and the charts. */
class StoreWallsTest {

  @Test
  void chartsKnowHowTheyAreDrawnOnly() {
    mayKnowOnly(
            "org.ldncds.web.chart..",
            "org.ldncds.web.chart..",
            "javax.xml..",
            "org.w3c.dom..",
            "org.knowm.xchart..",
            "org.apache.batik.svggen..")
        .check(CLASSES);
  }

  @Test
  void theStoreKnowsTheHooksAndDatabases() {
    mayKnowOnly(
            "org.ldncds.store..",
            "org.ldncds.clinical.check..",
            "org.ldncds.hooks..",
            "org.ldncds.store..",
            "io.micrometer.core.instrument..",
            "javax.crypto..",
            "javax.sql..",
            "org.flywaydb.core..",
            "org.slf4j..",
            "org.springframework.context..",
            "org.springframework.dao..",
            "org.springframework.jdbc..",
            "org.springframework.transaction..",
            "tools.jackson..")
        .check(CLASSES);
  }

  @Test
  void onlyTheStoreAndWhatWiresItKnowTheDatabase() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.ldncds.store..", "org.ldncds.security..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.flywaydb..", "org.springframework.jdbc..", "java.sql..")
        .check(CLASSES);
  }
}
