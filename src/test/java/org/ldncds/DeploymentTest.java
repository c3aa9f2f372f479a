package org.ldncds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The image, and that the documents for operators name every setting. Nobody has built it yet. */
class DeploymentTest {

  @Test
  void theImageTakesTheJarThatTheBuildMakes() throws IOException {
    List<String> steps = Files.readAllLines(Path.of("src/deploy/Dockerfile"));
    String dockerfile = String.join("\n", steps);
    assertTrue(dockerfile.contains("COPY target/ldn-cds.jar"), dockerfile);
    assertTrue(Files.readString(Path.of("pom.xml")).contains("<finalName>ldn-cds</finalName>"));
    assertTrue(dockerfile.contains("\nUSER 10001\n"), "it does not run as root");
    assertTrue(dockerfile.contains("/actuator/health/readiness"), dockerfile);
    assertTrue(dockerfile.contains("-XX:+ExitOnOutOfMemoryError"), dockerfile);
    List<String> images = steps.stream().filter(step -> step.startsWith("FROM ")).toList();
    assertEquals(2, images.size());
    for (String image : images) {
      assertTrue(image.matches("FROM eclipse-temurin:\\d+(\\.\\d+)+_\\d+-jre( AS [a-z]+)?"), image);
    }
    assertEquals(
        List.of("dependencies", "spring-boot-loader", "snapshot-dependencies", "application"),
        steps.stream()
            .filter(step -> step.startsWith("COPY --from=layers"))
            .map(step -> step.replaceAll(".*/layers/([a-z-]+)/ .*", "$1"))
            .toList(),
        "the layers of a jar of Spring Boot");
  }

  /** A setting may stand alone, or as ".name" behind its neighbour of the same group. */
  @Test
  void everySettingOfOursIsDocumented() throws IOException {
    String documents =
        Files.readString(Path.of("src/docs/operations.md"))
            + Files.readString(Path.of("src/docs/fhir-access.md"));
    TreeSet<String> missing = new TreeSet<>();
    for (String setting : KnownSettings.ours()) {
      String name = setting.replace(".*.", ".<Topic>.");
      String last = name.substring(name.lastIndexOf('.'));
      if (!documents.contains("`" + name + "`") && !documents.contains("`" + last + "`")) {
        missing.add(name);
      }
    }
    assertEquals(new TreeSet<String>(), missing);
    assertTrue(KnownSettings.ours().contains("cds.clients[n].jwks-url"));
  }
}
