package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ldncds.bench.ChartRequest;
import org.ldncds.hooks.CardSettings;
import org.ldncds.hooks.Pipeline;
import org.ldncds.hooks.PlainPipeline;
import org.ldncds.hooks.ServiceDefinition;
import org.ldncds.knowledge.Case;

/**
 * What is read fast, in one pass and with HAPI for a few resources only, brings the same cards as
 * the plain way, in which HAPI reads everything: over all cases, stories, charts and generated
 * patients. Only the ids of cards differ.
 */
class PlainReadingTest {

  private static final long SEED = 20261126;
  private static final int SLICE = 200;
  private static final int ALL = 10_000;
  private static final List<String> HOOKS = List.of("order-sign", "order-select", "patient-view");
  private static final Pattern UUID = Pattern.compile("\"uuid\":\"[^\"]*\"");

  private static final Pipeline FAST =
      Wiring.pipeline(
          TestPipeline.KNOWLEDGE,
          new CardSettings(4, CardSettings.OFF_BY_DEFAULT, false),
          ZoneOffset.UTC);
  private static final PlainPipeline PLAIN = new PlainPipeline(FAST);

  @TestFactory
  Stream<DynamicTest> cases() {
    return TestPipeline.KNOWLEDGE.cases().stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.about().id() + ": " + one.name(),
                    () -> same(CaseRequest.json(one), one.today())));
  }

  @TestFactory
  Stream<DynamicTest> stories() {
    return SeedStory.all().stream()
        .map(
            story ->
                DynamicTest.dynamicTest(
                    story.folder().getFileName().toString(),
                    () -> same(SeedStory.bytes(story.request()), ChartRequest.TODAY)));
  }

  @Test
  void charts() {
    for (int records : new int[] {0, 1, 3, 66, 600}) {
      int before = PLAIN.parsed();
      String answer = same(ChartRequest.of(records), ChartRequest.TODAY);
      assertTrue(answer.contains("TitrationPlan"), answer);
      assertTrue(PLAIN.parsed() - before > records, "HAPI read all of it");
    }
  }

  @Test
  void aSliceOfGeneratedPatients() {
    generated(SLICE);
  }

  @Test
  @Tag("proof")
  void tenThousandGeneratedPatients() {
    int most = Integer.getInteger("proof.cases", 0);
    generated(most == 0 ? ALL : most);
  }

  private static void generated(int patients) {
    int withCards = 0;
    for (int i = 0; i < patients; i++) {
      String hook = HOOKS.get(i % HOOKS.size());
      Case one = new GeneratedPatient(SEED + i).next(hook);
      if (!hook.equals("order-select") || !one.selected().isEmpty()) {
        withCards += same(CaseRequest.json(one), one.today()).contains("uuid") ? 1 : 0;
      }
    }
    assertTrue(withCards > patients / 3, "only " + withCards + " of " + patients + " had cards");
  }

  private static String same(byte[] request, LocalDate today) {
    ServiceDefinition service = TestPipeline.serviceFor(request);
    var noon = today.atTime(12, 0).toInstant(ZoneOffset.UTC);
    String fast = text(TestPipeline.strict(FAST, service, request, noon));
    assertEquals(text(PLAIN.answer(service, request, noon)), fast);
    return fast;
  }

  private static String text(byte[] answer) {
    return UUID.matcher(new String(answer, StandardCharsets.UTF_8)).replaceAll("\"uuid\":\"\"");
  }
}
