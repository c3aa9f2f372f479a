package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.ldncds.clinical.check.Check;
import org.ldncds.fhir.PrefetchKey;
import org.ldncds.hooks.ServiceDefinition;

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
    for (ServiceDefinition service : TestPipeline.KNOWLEDGE.services()) {
      assertEquals(PrefetchKey.keys(), service.prefetch().keySet(), service.id());
      for (PrefetchKey key : PrefetchKey.values()) {
        assertTrue(
            service.prefetch().getOrDefault(key.key(), "").startsWith(key.resourceType()),
            key.key());
      }
    }
  }
}
