package org.ldncds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What the deployment files name exists. Nobody has run them as containers yet. */
class DeploymentTest {

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Map<String, Object> parent, String key) {
    assertTrue(parent.get(key) instanceof Map, key);
    return (Map<String, Object>) parent.get(key);
  }

  @Test
  void composeBuildsAnOpenSandboxOnLoopback() throws IOException {
    Map<String, Object> compose = new Yaml().load(Files.readString(Path.of("docker-compose.yml")));
    Map<String, Object> service = map(map(compose, "services"), "ldn-cds");
    String dockerfile = String.valueOf(map(service, "build").get("dockerfile"));
    assertTrue(Files.exists(Path.of(dockerfile)), dockerfile);
    assertEquals("0.0.0.0", map(service, "environment").get("SERVER_ADDRESS"));
    assertEquals("true", map(service, "environment").get("CDS_SANDBOX_EXPOSE"));
    assertEquals("[127.0.0.1:8080:8080]", String.valueOf(service.get("ports")));
  }

  @Test
  void theImageTakesTheJarThatTheBuildMakes() throws IOException {
    String dockerfile = Files.readString(Path.of("src/deploy/Dockerfile"));
    assertTrue(dockerfile.contains("COPY target/ldn-cds.jar"), dockerfile);
    assertTrue(Files.readString(Path.of("pom.xml")).contains("<finalName>ldn-cds</finalName>"));
    assertTrue(dockerfile.contains("USER "), "it does not run as root");
    assertTrue(dockerfile.contains("/actuator/health/readiness"), dockerfile);
  }
}
