package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** When the service starts, and with which sentence it refuses to. */
@ExtendWith(OutputCaptureExtension.class)
class StartTest {

  /**
   * Starts with these settings on a free port; returns the message of the refusal, or empty where
   * it started.
   */
  private static String start(String... settings) {
    List<String> arguments = new ArrayList<>(List.of("--server.port=0"));
    arguments.addAll(List.of(settings));
    try (ConfigurableApplicationContext context =
        SpringApplication.run(LdnCdsApplication.class, arguments.toArray(String[]::new))) {
      assertTrue(context.isActive());
      return "";
    } catch (RuntimeException refusal) {
      Throwable fault = refusal;
      while (fault.getCause() != null) {
        fault = fault.getCause();
      }
      return String.valueOf(fault.getMessage());
    }
  }

  @Test
  void theSandboxStartsAndSaysWhereItIs(CapturedOutput log) {
    assertEquals("", start());
    assertTrue(log.getAll().contains("/cds-services/naltrexone-order-sign"), log.getAll());
    assertTrue(log.getAll().contains("curl -s"), log.getAll());
    assertTrue(log.getAll().contains("not been clinically reviewed"), log.getAll());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--server.address=0.0.0.0|cds.sandbox.expose=true",
        "--spring.profiles.active=production --management.server.port=0|Set cds.clients[0].name",
        "--cds.clients[0].name=a --cds.clients[0].jwks-file=no/such|cds.clients[0].jwks-file no/such holds no key set",
        "--cds.clients[0].name=a --cds.clients[0].jwks-url=ehr|cds.clients[0].jwks-url ehr is no web address",
        "--cds.insights.users=alice:secret|cds.insights.users[0] is no name and bcrypt hash",
        "--cds.knowledge=no/such/folder|Maybe cds.knowledge is mistyped",
        "--cds.topics.OpiodConflict.enabled=false|cds.topics.OpiodConflict is no topic",
        "--cds.max-cards=0|cds.max-cards is 0",
        "--cds.missing-data=loud|MissingData",
        "--cds.zone=Mars/Olympus|Mars/Olympus",
        "--cds.public-url=cds.example.org|cds.public-url cds.example.org is no web address",
        "--cds.clients[0].dialect=epic|cds.clients[0].name is missing",
        "--cds.clients[0].name=a --cds.clients[0].dialect=klingon|cds.clients[0].dialect klingon is not known. Maybe one of standard, epic?",
        "--cds.clients[0].name=a --cds.clients[1].name=a|cds.clients[1].name a stands twice",
        "--cds.clients[0].name=a --cds.clients[0].fhir-servers=ehr|cds.clients[0].fhir-servers ehr is no web address",
        "--cds.clients[0].name=a --cds.clients[0].fhir-servers=https://e/fhir,https://e/fhir/|https://e/fhir/ stands twice"
      })
  void wrongSettingsAreRefusedWithASentence(String setting, String says, CapturedOutput log) {
    assertNotEquals("", start(setting.split(" ", -1)));
    assertTrue(log.getAll().contains("APPLICATION FAILED TO START"), log.getAll());
    assertTrue(log.getAll().contains(says), log.getAll());
  }

  @Test
  void anOpenSandboxWarns(CapturedOutput log) {
    assertEquals("", start("--server.address=0.0.0.0", "--cds.sandbox.expose=true"));
    assertTrue(log.getAll().contains("checks no one's identity"), log.getAll());
  }

  @Test
  void aBrokenRuleFileStopsTheStartWithFileAndLine(@TempDir Path folder, CapturedOutput log)
      throws IOException {
    copy(Path.of("cds-services"), folder);
    Path limits = folder.resolve("protocols/dose-limits.yaml");
    Files.writeString(limits, Files.readString(limits).replaceFirst("value: 4.5 mg", "value: 4.5"));
    String refusal = start("--cds.knowledge=" + folder);
    assertTrue(
        refusal.startsWith("protocols/dose-limits.yaml:5: limits.usual-maximum.value: \"4.5\""),
        refusal);
    assertTrue(log.getAll().contains("Correct the knowledge file"), log.getAll());
  }

  @Test
  void anotherFolderOfKnowledgeTakesItsPlace(@TempDir Path folder) throws IOException {
    copy(Path.of("cds-services"), folder);
    assertEquals("", start("--cds.knowledge=" + folder));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
