package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.naltrexone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every figure that a panel, an alert or a document for operators names is one that is told. */
class MonitoringTest extends ProductionTest {

  private static final Pattern WORD = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

  /** Of PromQL, those that are used. */
  private static final Set<String> OPERATORS =
      Set.of("sum", "by", "rate", "increase", "histogram_quantile");

  /** Not told by the service: Prometheus makes them. */
  private static final Set<String> OF_PROMETHEUS = Set.of("up", "instance", "job");

  @LocalManagementPort private int managementPort;
  private final Set<String> figures = new TreeSet<>();
  private final Set<String> labels = new TreeSet<>();

  @BeforeEach
  void ask() throws Exception {
    assertEquals(200, post(SERVICE, token(c -> {})).statusCode());
    ObjectNode notRegistered = naltrexone();
    notRegistered.remove("prefetch");
    notRegistered.put("fhirServer", "https://nowhere.example.org/fhir");
    notRegistered.set(
        "fhirAuthorization",
        json(
            "{'access_token':'t','token_type':'Bearer','expires_in':300,'scope':'s','subject':'c'}"));
    assertEquals(
        200,
        send(call(SERVICE, token(c -> {}))
                .POST(BodyPublishers.ofByteArray(bytes(notRegistered)))
                .build())
            .statusCode());
    assertEquals(401, send(request("/cds-services").build()).statusCode());
    URI scrape = URI.create("http://127.0.0.1:" + managementPort + "/actuator/prometheus");
    byte[] told = send(HttpRequest.newBuilder(scrape).build()).body();
    Pattern sample = Pattern.compile("([a-zA-Z_:0-9]+)(?:\\{([^}]*)})? .*");
    for (String line : new String(told, StandardCharsets.UTF_8).lines().toList()) {
      if (line.startsWith("# TYPE ")) {
        figures.add(line.substring("# TYPE ".length(), line.lastIndexOf(' ')));
        continue;
      }
      Matcher parts = sample.matcher(line);
      if (parts.matches()) {
        figures.add(parts.group(1));
        Matcher label = Pattern.compile("([a-z_]+)=").matcher(Objects.toString(parts.group(2), ""));
        while (label.find()) {
          labels.add(label.group(1));
        }
      }
    }
    assertTrue(figures.size() > 50, figures::toString);
  }

  private void requireTold(String place, String expression) {
    assertBalanced(expression);
    String bare = expression.replaceAll("\"[^\"]*\"", "").replaceAll("\\[[^]]*]", "");
    Set<String> unknown = new TreeSet<>();
    Matcher words = WORD.matcher(bare);
    while (words.find()) {
      String word = words.group();
      boolean known =
          OPERATORS.contains(word)
              || OF_PROMETHEUS.contains(word)
              || figures.contains(word)
              || labels.contains(word);
      if (!known) {
        unknown.add(word);
      }
    }
    assertEquals(Set.of(), unknown, place + ": " + expression);
  }

  private static void assertBalanced(String expression) {
    String left = expression.replaceAll("\"[^\"]*\"", "").replaceAll("[^()\\[\\]{}]", "");
    int before = -1;
    while (before != left.length()) {
      before = left.length();
      left = left.replace("()", "").replace("[]", "").replace("{}", "");
    }
    assertEquals("", left, expression);
  }

  @Test
  void panels() throws IOException {
    JsonNode dashboard =
        TestRequests.JSON.readTree(
            Files.readString(Path.of("src/deploy/grafana/dashboards/ldn-cds.json")));
    String source = dashboard.at("/panels/0/datasource/uid").asString();
    assertTrue(
        Files.readString(Path.of("src/deploy/grafana/provisioning/datasources/prometheus.yml"))
            .contains("uid: " + source));
    Set<String> titles = new TreeSet<>();
    for (JsonNode panel : dashboard.get("panels")) {
      String title = panel.get("title").asString();
      assertTrue(titles.add(title), title);
      for (JsonNode target : panel.get("targets")) {
        requireTold(title, target.get("expr").asString());
      }
    }
    assertTrue(titles.size() >= 10, titles::toString);
  }

  @Test
  void alerts() throws IOException {
    Map<String, List<Map<String, List<Map<String, Object>>>>> file =
        new Yaml().load(Files.readString(Path.of("src/deploy/prometheus/rules.yml")));
    String operations = Files.readString(Path.of("src/docs/operations.md"));
    List<String> names = new ArrayList<>();
    List<Map<String, List<Map<String, Object>>>> groups =
        Objects.requireNonNull(file.get("groups"));
    for (Map<String, Object> rule : Objects.requireNonNull(groups.get(0).get("rules"))) {
      String name = String.valueOf(rule.get("alert"));
      names.add(name);
      requireTold(name, String.valueOf(rule.get("expr")));
      assertTrue(rule.keySet().containsAll(Set.of("labels", "annotations")), name);
      assertTrue(operations.contains("`" + name + "`"), name + " is not in operations.md");
    }
    assertTrue(names.size() >= 6, names::toString);
  }

  @Test
  void documents() throws IOException {
    Matcher named =
        Pattern.compile("`(cds_[a-z_]+|http_[a-z_]+)`")
            .matcher(
                Files.readString(Path.of("src/docs/operations.md"))
                    + Files.readString(Path.of("src/docs/deployment.md")));
    Set<String> unknown = new TreeSet<>();
    int seen = 0;
    while (named.find()) {
      seen++;
      if (!figures.contains(named.group(1))) {
        unknown.add(named.group(1));
      }
    }
    assertEquals(Set.of(), unknown);
    assertTrue(seen > 5, "it names some");
  }

  @Test
  void aFigureThatIsNotToldIsSeen() {
    assertFalse(figures.contains("cds_request_seconds"));
    org.junit.jupiter.api.Assertions.assertThrows(
        AssertionError.class, () -> requireTold("x", "sum(rate(cds_request_seconds_count[5m]))"));
    org.junit.jupiter.api.Assertions.assertThrows(
        AssertionError.class, () -> requireTold("x", "sum(rate(cds_requests_seconds_count[5m])"));
  }
}
