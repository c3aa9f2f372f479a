package org.ldncds.web;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code --load-seeds=<FHIR base>}: sends the stories' patients to another FHIR R4 server, one
 * transaction a story, and ends. A second run changes nothing, since every resource has its id.
 */
class SeedsCommand {

  private static final String FLAG = "--load-seeds";
  private static final String BUNDLE = "/bundle.json";
  private static final String FHIR = "application/fhir+json";
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int OK = 200;
  private static final int REDIRECT = 300;
  private static final int LONGEST_REASON = 300;

  /** Nothing but the settings is wanted of Spring. */
  static class Settings {}

  private final URI server;
  private final String token;
  private final PrintStream out;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(LONGEST).build();

  private SeedsCommand(URI server, String token, PrintStream out) {
    this.server = server;
    this.token = token;
    this.out = out;
  }

  static boolean isMeant(String[] arguments) {
    return Arrays.stream(arguments).anyMatch(a -> a.equals(FLAG) || a.startsWith(FLAG + "="));
  }

  /**
   * @return the exit code: 0 where every story was taken, else 1 with a sentence that says why not
   */
  static int run(String[] arguments) {
    String address =
        Arrays.stream(arguments)
            .filter(a -> a.startsWith(FLAG + "="))
            .map(a -> a.substring(FLAG.length() + 1).strip())
            .findFirst()
            .orElse("");
    if (!address.startsWith("http://") && !address.startsWith("https://")) {
      System.err.println(
          "Name the base address of the FHIR server: " + FLAG + "=http://localhost:8090/fhir");
      return 1;
    }
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Settings.class)
            .web(WebApplicationType.NONE)
            .logStartupInfo(false)
            .run(arguments)) {
      ConfigurableEnvironment settings = context.getEnvironment();
      Map<String, String> files = Folders.find(settings.getProperty("cds.seeds"), "seeds").texts();
      URI server = URI.create(address.replaceAll("/$", ""));
      return new SeedsCommand(server, settings.getProperty("fhir.token", ""), System.out)
          .load(files);
    } catch (IllegalArgumentException e) {
      System.err.println("Nothing was loaded: " + e.getMessage());
      return 1;
    }
  }

  private int load(Map<String, String> files) {
    List<Map.Entry<String, String>> stories =
        files.entrySet().stream().filter(file -> file.getKey().endsWith(BUNDLE)).toList();
    out.println("Loading " + stories.size() + " stories into " + server);
    int taken = 0;
    for (Map.Entry<String, String> story : stories) {
      String name = story.getKey().substring(0, story.getKey().length() - BUNDLE.length());
      try {
        String refusal = send(story.getValue());
        taken += refusal.isEmpty() ? 1 : 0;
        out.println((refusal.isEmpty() ? "  loaded   " : "  refused  ") + name + refusal);
      } catch (IOException e) {
        out.println("  failed   " + name + ": no answer from " + server + " (" + e + ")");
        break;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    out.println(taken + " of " + stories.size() + " stories loaded.");
    if (taken == stories.size() && taken > 0) {
      return 0;
    }
    out.println(
        "Maybe the server takes no transactions, no ids of a client, or wants a token (set FHIR_TOKEN)?");
    return 1;
  }

  /** What the server has against it; empty where it took all. */
  private String send(String bundle) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server)
            .timeout(LONGEST)
            .header("Content-Type", FHIR)
            .header("Accept", FHIR)
            .POST(BodyPublishers.ofString(bundle));
    if (!token.isBlank()) {
      request.header("Authorization", "Bearer " + token.strip());
    }
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    JsonNode body = json(response.body());
    if (response.statusCode() < OK || response.statusCode() >= REDIRECT) {
      return ": " + response.statusCode() + " " + reason(body);
    }
    return body.path("type").asString("").equals("transaction-response")
        ? ""
        : ": answered " + response.statusCode() + ", but not as to a FHIR transaction";
  }

  private static JsonNode json(String text) {
    try {
      return JsonMapper.shared().readTree(text);
    } catch (JacksonException e) {
      return JsonMapper.shared().createObjectNode();
    }
  }

  /** The words of an OperationOutcome. */
  private static String reason(JsonNode outcome) {
    StringBuilder words = new StringBuilder();
    for (JsonNode issue : outcome.path("issue")) {
      String said = issue.path("diagnostics").asString("");
      words
          .append(said.isEmpty() ? issue.path("details").path("text").asString("") : said)
          .append(' ');
    }
    String all = words.toString().strip();
    String shown = all.isEmpty() ? "without an OperationOutcome" : all;
    return shown.length() > LONGEST_REASON ? shown.substring(0, LONGEST_REASON) + " …" : shown;
  }
}
