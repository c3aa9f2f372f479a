package org.ldncds;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.ldncds.ArchitectureTest.CLASSES;
import static org.ldncds.ArchitectureTest.mayKnowOnly;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;

/** The walls around the pages. */
class PageWallsTest {

  @Test
  void thePlanPageKnowsTheCoreTheKnowledgeAndTheWeb() {
    mayKnowOnly(
            "org.ldncds.web.plan..",
            "org.ldncds.clinical..",
            "org.ldncds.knowledge..",
            "org.ldncds.web.plan..",
            "org.springframework..",
            "jakarta.servlet..",
            "javax.xml..",
            "org.w3c.dom..",
            "org.knowm.xchart..",
            "org.ldncds.web.chart",
            "org.ldncds.fhir")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("org.ldncds.web.plan..")
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage("org.ldncds.fhir..")
                .and(DescribedPredicate.not(JavaClass.Predicates.simpleName("OperationOutcomes"))))
        .check(CLASSES);
  }
}
