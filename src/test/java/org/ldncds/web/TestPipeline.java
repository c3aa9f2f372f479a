package org.ldncds.web;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.fhir.PrefetchKey;
import org.ldncds.hooks.CardMemory;
import org.ldncds.hooks.CardSettings;
import org.ldncds.hooks.Client;
import org.ldncds.hooks.Clients;
import org.ldncds.hooks.HookJson;
import org.ldncds.hooks.Pipeline;
import org.ldncds.hooks.ServiceDefinition;
import org.ldncds.knowledge.Knowledge;
import org.ldncds.knowledge.KnowledgeFiles;
import tools.jackson.databind.JsonNode;

/** The real pipeline over the real knowledge, at noon UTC of a day the test chooses. */
public final class TestPipeline {

  public static final Knowledge KNOWLEDGE =
      Knowledge.load(
          KnowledgeFiles.in(Path.of("cds-services")), Wiring.CHECK_NAMES, PrefetchKey.keys());
  static final ServiceDefinition ORDER_SIGN = service("naltrexone-order-sign");

  private static final CardSettings USUAL = new CardSettings(4, CardSettings.OFF_BY_DEFAULT, false);
  private static final Pattern HOOK = Pattern.compile("\"hook\"\\s*:\\s*\"([^\"]*)\"");
  private static final Map<List<?>, Pipeline> PIPELINES = new ConcurrentHashMap<>();

  private TestPipeline() {}

  static ServiceDefinition service(String id) {
    return KNOWLEDGE.services().stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
  }

  /** The service of the hook that the request names, else that of order-sign. */
  static ServiceDefinition serviceFor(byte[] request) {
    return serviceFor(KNOWLEDGE, request);
  }

  private static ServiceDefinition serviceFor(Knowledge knowledge, byte[] request) {
    Matcher hook = HOOK.matcher(new String(request, StandardCharsets.UTF_8));
    String named = hook.find() ? hook.group(1) : "";
    return knowledge.services().stream()
        .filter(service -> service.hook().equals(named))
        .findFirst()
        .orElse(ORDER_SIGN);
  }

  public static JsonNode answer(byte[] request, LocalDate today) {
    return answer(request, today, USUAL);
  }

  public static JsonNode answer(byte[] request, LocalDate today, CardSettings settings) {
    return StrictAnswer.read(bytes(request, today, settings));
  }

  /**
   * @param on what the deployer switched on: "mme", "indication"
   */
  static JsonNode answer(byte[] request, LocalDate today, Set<String> on) {
    CardSettings settings =
        on.contains("indication") ? new CardSettings(4, Set.of(), false) : USUAL;
    return StrictAnswer.read(bytes(request, today, settings, List.of(), on.contains("mme")));
  }

  /** The answer with all checks but that of the FHIR validator. */
  static JsonNode shapedAnswer(byte[] request, LocalDate today) {
    return TestRequests.JSON.readTree(bytes(request, today, USUAL));
  }

  /** The answer of other knowledge. */
  static JsonNode shapedAnswer(Knowledge knowledge, byte[] request, LocalDate today) {
    Pipeline pipeline = pipeline(knowledge, USUAL, List.of(), false, CardMemory.NONE);
    return TestRequests.JSON.readTree(
        strict(pipeline, serviceFor(knowledge, request), request, noon(today)));
  }

  /** The answer to these EHRs, as bytes. */
  static byte[] bytes(byte[] request, LocalDate today, Client... clients) {
    return bytes(request, today, USUAL, List.of(clients), false);
  }

  private static byte[] bytes(byte[] request, LocalDate today, CardSettings settings) {
    return bytes(request, today, settings, List.of(), false);
  }

  private static byte[] bytes(
      byte[] request,
      LocalDate today,
      CardSettings settings,
      List<Client> clients,
      boolean equivalents) {
    Pipeline pipeline =
        PIPELINES.computeIfAbsent(
            List.of(settings, clients, equivalents),
            wishes -> pipeline(KNOWLEDGE, settings, clients, equivalents, CardMemory.NONE));
    return strict(pipeline, serviceFor(request), request, noon(today));
  }

  /** The answer of a service that remembers cards. */
  static byte[] bytes(
      Knowledge knowledge,
      byte[] request,
      LocalDate today,
      CardSettings settings,
      List<Client> clients,
      boolean equivalents,
      CardMemory memory) {
    Pipeline pipeline = pipeline(knowledge, settings, clients, equivalents, memory);
    return strict(pipeline, serviceFor(request), request, noon(today));
  }

  /** What a request for order-sign goes through, with these clients and this memory. */
  public static Pipeline pipeline(Knowledge knowledge, List<Client> clients, CardMemory memory) {
    return pipeline(knowledge, USUAL, clients, false, memory);
  }

  /** The real knowledge with more drugs. */
  public static Knowledge knowing(UnaryOperator<DrugCatalogue> moreDrugs) {
    return Knowledge.load(
        KnowledgeFiles.in(Path.of("cds-services")),
        Wiring.CHECK_NAMES,
        PrefetchKey.keys(),
        moreDrugs);
  }

  public static ServiceDefinition orderSign() {
    return ORDER_SIGN;
  }

  private static Instant noon(LocalDate day) {
    return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
  }

  private static Pipeline pipeline(
      Knowledge knowledge,
      CardSettings settings,
      List<Client> clients,
      boolean equivalents,
      CardMemory memory) {
    return Wiring.pipeline(
        knowledge,
        settings,
        new Clients(clients),
        equivalents,
        ZoneOffset.UTC,
        Optional.empty(),
        Optional.empty(),
        memory,
        (stage, nanoseconds) -> {});
  }

  /** The one place where a test asks a pipeline: nothing leaves it unchecked. */
  static byte[] strict(Pipeline pipeline, ServiceDefinition service, byte[] request, Instant now) {
    byte[] answer = HookJson.write(pipeline.answer(service, request, now));
    StrictAnswer.fits(request, StrictAnswer.shape(answer, StrictAnswer.ANY_DIALECT));
    return answer;
  }
}
