package org.ldncds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.ldncds.web.CdsProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** What docker-compose.yml names exists. Nobody has run it as containers yet. */
class ComposeTest {

  /** Of a service, as the specification of Compose names them; only those that are used. */
  private static final Set<String> KEYS =
      Set.of(
          "build",
          "image",
          "command",
          "environment",
          "ports",
          "volumes",
          "depends_on",
          "healthcheck",
          "read_only",
          "tmpfs",
          "cap_drop",
          "security_opt",
          "stop_grace_period",
          "restart");

  private static final Pattern PINNED = Pattern.compile("[a-z/]+:v?\\d+(\\.\\d+)+(-[a-z0-9]+)?");
  private static final Pattern LOOPBACK = Pattern.compile("127\\.0\\.0\\.1:(\\d+):(\\d+)");
  private static final Pattern REQUIRED = Pattern.compile("\\$\\{([A-Z_]+):\\?[^}]+}");

  private final Map<String, Object> compose = load("docker-compose.yml");
  private final Map<String, Object> services = map(compose, "services");
  private final Map<String, Object> ours = map(services, "ldn-cds");

  static Map<String, Object> load(String file) {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    try {
      return new Yaml(strict).load(Files.readString(Path.of(file)));
    } catch (IOException e) {
      throw new AssertionError(file, e);
    }
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Map<String, Object> parent, String key) {
    assertTrue(parent.get(key) instanceof Map, key);
    return (Map<String, Object>) Objects.requireNonNull(parent.get(key));
  }

  private static List<String> list(Map<String, Object> parent, String key) {
    return parent.get(key) instanceof List<?> items
        ? items.stream().map(String::valueOf).toList()
        : List.of();
  }

  private Map<String, Object> service(String name) {
    return map(services, name);
  }

  @Test
  void everyKeyIsOneOfCompose() {
    assertTrue(Set.of("name", "services", "volumes").containsAll(compose.keySet()));
    for (String name : services.keySet()) {
      assertTrue(KEYS.containsAll(service(name).keySet()), name + " " + service(name).keySet());
    }
  }

  @Test
  void everyImageIsOfOneVersion() {
    for (String name : services.keySet()) {
      if (!service(name).containsKey("build")) {
        String image = String.valueOf(service(name).get("image"));
        assertTrue(PINNED.matcher(image).matches(), image);
      }
    }
  }

  @Test
  void everyPortIsOnLoopbackAndNoneTwice() {
    Set<String> taken = new TreeSet<>();
    for (String name : services.keySet()) {
      for (String port : list(service(name), "ports")) {
        Matcher parts = LOOPBACK.matcher(port);
        assertTrue(parts.matches(), port);
        assertTrue(taken.add(parts.group(1)), port);
      }
    }
    assertEquals(Set.of("3000", "8080", "8081", "9091"), taken);
    assertEquals(List.of("127.0.0.1:8080:8080"), list(ours, "ports"), "the default of server.port");
  }

  @Test
  void whatIsMountedExists() {
    Set<String> volumes = new TreeSet<>(map(compose, "volumes").keySet());
    Set<String> used = new TreeSet<>();
    for (String name : services.keySet()) {
      for (String mount : list(service(name), "volumes")) {
        String[] parts = mount.split(":", -1);
        if (parts[0].startsWith("./")) {
          assertTrue(Files.exists(Path.of(parts[0])), mount);
          assertEquals("ro", parts[parts.length - 1], mount);
        } else {
          used.add(parts[0]);
        }
      }
    }
    assertEquals(volumes, used);
    assertTrue(
        Files.exists(
            Path.of(String.valueOf(Objects.requireNonNull(map(ours, "build").get("dockerfile"))))));
  }

  @Test
  void whatMustBeReadyFirstCanTell() {
    for (String name : services.keySet()) {
      if (!service(name).containsKey("depends_on")) {
        continue;
      }
      Map<String, Object> needs = map(service(name), "depends_on");
      for (String needed : needs.keySet()) {
        Object condition = map(needs, needed).get("condition");
        boolean tells = service(needed).containsKey("healthcheck");
        assertEquals(tells ? "service_healthy" : "service_started", condition, name);
      }
    }
  }

  @Test
  void noSecretHasADefaultAndTheExampleNamesEach() throws IOException {
    String text = Files.readString(Path.of("docker-compose.yml"));
    Set<String> required = new TreeSet<>();
    Matcher found = REQUIRED.matcher(text);
    while (found.find()) {
      required.add(found.group(1));
    }
    for (String name : services.keySet()) {
      if (service(name).containsKey("environment")) {
        map(service(name), "environment")
            .forEach(
                (variable, value) ->
                    assertEquals(
                        variable.matches(".*(PASSWORD|SECRET|HASH_KEY)"),
                        REQUIRED.matcher(String.valueOf(value)).matches(),
                        variable));
      }
    }
    List<String> example = Files.readAllLines(Path.of("src/deploy/compose.env.example"));
    Set<String> named = new TreeSet<>();
    for (String line : example) {
      if (!line.startsWith("#")) {
        assertTrue(line.endsWith("="), line + " has a value");
        named.add(line.substring(0, line.length() - 1));
      }
    }
    assertEquals(required, named);
    assertTrue(Files.readAllLines(Path.of(".gitignore")).contains("/.env"));
  }

  @Test
  void everyVariableOfOursIsASetting() throws IOException {
    Set<String> known = KnownSettings.variables();
    List<String> unknown = new ArrayList<>();
    for (String variable : map(ours, "environment").keySet()) {
      if (!KnownSettings.isVariable(variable, known)) {
        unknown.add(variable);
      }
    }
    assertEquals(List.of(), unknown);
    assertFalse(KnownSettings.isVariable("CDS_CLIENTS_0_NAMES", known), "one that is none is seen");
  }

  @Test
  void theVariablesReachTheSettings() {
    CdsProperties settings = bound(map(ours, "environment"));
    assertEquals("http://localhost:8080", settings.publicUrl());
    assertTrue(settings.sandbox().expose());
    CdsProperties.ClientProperties ehr = settings.clients().get(0);
    assertEquals(List.of("http://fhir:8080/fhir"), ehr.fhirServers());
    assertTrue(ehr.openFhir() && ehr.privateFhir());
  }

  static CdsProperties bound(Map<String, Object> variables) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    return Binder.get(environment).bindOrCreate("cds", CdsProperties.class);
  }

  @Test
  void theServiceIsAnOpenSandboxThatWritesToItsVolumeOnly() {
    Map<String, Object> settings = map(ours, "environment");
    assertEquals("0.0.0.0", settings.get("SERVER_ADDRESS"));
    assertEquals("true", settings.get("CDS_SANDBOX_EXPOSE"));
    assertEquals(true, ours.get("read_only"));
    assertEquals(List.of("ALL"), list(ours, "cap_drop"));
    assertTrue(list(ours, "volumes").contains("data:/app/data"));
    assertEquals("/knowledge", settings.get("CDS_KNOWLEDGE"));
    assertTrue(list(ours, "volumes").contains("./cds-services:/knowledge:ro"));
  }

  @Test
  void hostsInAddressesAreServices() {
    Pattern host = Pattern.compile("//([a-z-]+)[:/]");
    String all = services.toString() + load("src/deploy/prometheus/prometheus.yml").toString();
    Matcher found = host.matcher(all);
    Set<String> hosts = new TreeSet<>();
    while (found.find()) {
      hosts.add(found.group(1));
    }
    hosts.remove("localhost");
    assertTrue(hosts.contains("postgres") && hosts.contains("fhir"), hosts::toString);
    assertTrue(services.keySet().containsAll(hosts), hosts::toString);
    assertTrue(
        load("src/deploy/prometheus/prometheus.yml").toString().contains("targets=[ldn-cds:8080]"));
  }
}
