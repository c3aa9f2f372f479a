package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ldncds.clinical.check.Check;
import org.ldncds.clinical.check.Topic;
import org.ldncds.fhir.PrefetchKey;
import org.ldncds.hooks.ServiceDefinition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What is declared is done, and what is done is declared. */
class WiringTest {

  @Test
  void everyCheckIsFinalNamedAndRunByAService() {
    Set<String> run =
        TestPipeline.KNOWLEDGE.services().stream()
            .flatMap(service -> service.checks().stream())
            .collect(Collectors.toSet());
    Set<String> names = new HashSet<>();
    for (Check check : Wiring.checks(TestPipeline.KNOWLEDGE, false)) {
      assertTrue(Modifier.isFinal(check.getClass().getModifiers()), check.name());
      assertTrue(names.add(check.name()), check.name());
    }
    assertEquals(Wiring.CHECK_NAMES, names);
    assertEquals(names, run);
  }

  @Test
  void everyPrefetchKeyDeclaredIsReadAndTheReverse() {
    Set<String> asked = new HashSet<>();
    for (ServiceDefinition service : TestPipeline.KNOWLEDGE.services()) {
      asked.addAll(service.prefetch().keySet());
      service
          .prefetch()
          .forEach(
              (key, template) ->
                  assertTrue(
                      Arrays.stream(PrefetchKey.values())
                          .filter(known -> known.key().equals(key))
                          .anyMatch(known -> template.startsWith(known.resourceType())),
                      service.id() + " " + key));
    }
    assertEquals(PrefetchKey.keys(), asked);
  }

  @ParameterizedTest
  @CsvSource({
    "cds.max-cards, 4, false, true",
    "cds.topics.Indication.enabled, true, true, true",
    "cds.topics.FOLLOWUP.enabled, false, false, false"
  })
  void adviceOnThePurposeIsOffUnlessAskedForAndAllElseIsOn(
      String setting, String value, boolean indication, boolean followUp) {
    CdsProperties properties =
        new Binder(new MapConfigurationPropertySource(Map.of(setting, value)))
            .bindOrCreate("cds", CdsProperties.class);
    Set<Topic> silenced = new Wiring().cardSettings(properties).silenced();
    assertEquals(indication, !silenced.contains(Topic.INDICATION));
    assertEquals(followUp, !silenced.contains(Topic.FOLLOW_UP));
    assertFalse(silenced.contains(Topic.OPIOID_CONFLICT));
  }
}
