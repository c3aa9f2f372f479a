package org.ldncds;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;

/** The walls of the playground: it knows no more of the service's inside than an EHR does. */
class PlaygroundWallsTest {

  @Test
  void thePlaygroundKnowsTheServiceByHttpOnly() {
    ArchitectureTest.mayKnowOnly(
            "org.ldncds.web.playground..",
            "org.ldncds.web.playground..",
            "org.ldncds.clinical..",
            "org.ldncds.knowledge..",
            "org.springframework..",
            "jakarta.servlet..",
            "org.commonmark..",
            "tools.jackson..",
            "org.ldncds.hooks",
            "org.ldncds.web")
        .check(ArchitectureTest.CLASSES);
    noClasses()
        .that()
        .resideInAPackage("org.ldncds.web.playground..")
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAnyPackage("org.ldncds.hooks..", "org.ldncds.web")
                .and(
                    DescribedPredicate.not(
                        JavaClass.Predicates.simpleName("ServiceDefinition")
                            .or(JavaClass.Predicates.simpleName("Dialect"))
                            .or(JavaClass.Predicates.simpleName("Folders")))))
        .check(ArchitectureTest.CLASSES);
  }
}
