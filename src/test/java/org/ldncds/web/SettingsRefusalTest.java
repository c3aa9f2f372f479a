package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Production does not start half configured, and says what to set. */
class SettingsRefusalTest {

  private static final List<String> WHOLE =
      List.of(
          "spring.profiles.active=production",
          "server.address=0.0.0.0",
          "cds.public-url=https://cds.example.org",
          "cds.store.hash-key=a-secret-that-is-long",
          "spring.datasource.url=jdbc:postgresql://db/ldn",
          "cds.clients[0].name=hospital",
          "cds.clients[0].issuer=https://hospital.example.org",
          "cds.clients[0].jwks-url=https://hospital.example.org/jwks.json");

  private static StartCheck check(List<String> settings) {
    Map<String, Object> map =
        settings.stream()
            .map(setting -> setting.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (old, late) -> late));
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", map));
    return StartCheck.of(
        environment, Binder.get(environment).bindOrCreate("cds", CdsProperties.class));
  }

  @Test
  void wholeSettingsStart() {
    assertEquals(new StartCheck(true, false), check(WHOLE));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "cds.clients|Set cds.clients[0].name, cds.clients[0].issuer and cds.clients[0].jwks-url",
        "cds.clients[0].issuer|cds.clients[0].issuer is missing. Set it to the iss",
        "cds.clients[0].jwks-url|Set cds.clients[0].jwks-url or cds.clients[0].jwks-file",
        "cds.public-url|Set it to the https address by which EHRs call",
        "spring.datasource.url|Set spring.datasource.url",
        "cds.store.hash-key|Set it to a secret of your own"
      })
  void eachSettingIsNeeded(String missing, String advice) {
    List<String> settings = new ArrayList<>(WHOLE);
    settings.removeIf(setting -> setting.startsWith(missing));
    assertRefused(settings, advice);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "cds.public-url=http://cds.example.org|Set it to the https address",
        "cds.public-url=http://localhost:8080|Set it to the https address",
        "cds.clients[0].jwks-url=http://hospital.example.org/jwks.json|begins with https://",
        "cds.clients[0].issuer=https://sandbox.cds-hooks.org|a key that everybody has",
        "spring.datasource.url=jdbc:h2:file:./data/ldn|Set spring.datasource.url",
        "cds.store.hash-key= |Set it to a secret of your own"
      })
  void noneMayBeWeak(String setting, String advice) {
    List<String> settings = new ArrayList<>(WHOLE);
    settings.add(setting);
    assertRefused(settings, advice);
  }

  private static void assertRefused(List<String> settings, String advice) {
    StartRefusedException refusal =
        assertThrows(StartRefusedException.class, () -> check(settings));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains(advice), message);
  }
}
