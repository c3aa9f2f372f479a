package org.ldncds.web.insights;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ldncds.store.Tally;
import org.ldncds.web.StartRefusedException;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Who may read the insights, and what is said of the rules. */
class InsightsGateTest {

  private static final String HASH =
      String.valueOf(new BCryptPasswordEncoder(4).encode("correct horse"));

  private static InsightsGate gate(boolean production, String... users) {
    MockEnvironment environment = new MockEnvironment();
    if (production) {
      environment.setActiveProfiles("production");
    }
    return new InsightsGate(new InsightsProperties(List.of(users), 20), environment);
  }

  private static MockHttpServletRequest request(String header) {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/insights");
    if (!header.isEmpty()) {
      request.addHeader("Authorization", header);
    }
    return request;
  }

  private static String basic(String credentials) {
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theSandboxIsOpenAndProductionClosedWhileNobodyIsNamed() {
    assertDoesNotThrow(() -> gate(false).admit(request("")));
    InsightsGate.Closed closed =
        assertThrows(InsightsGate.Closed.class, () -> gate(true).admit(request(basic("a:b"))));
    assertEquals(403, closed.status().value());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void thoseWhoAreNamedComeInWithTheirPassword(boolean production) {
    for (String prefix : List.of("", "{bcrypt}")) {
      InsightsGate gate = gate(production, "ada:" + prefix + HASH);
      assertDoesNotThrow(() -> gate.admit(request(basic("ada:correct horse"))));
      assertDoesNotThrow(
          () -> gate.admit(request(basic("ada:correct horse").replace("Basic", "bAsIc"))));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ada:wrong",
        "ada:",
        "ada",
        "bob:correct horse",
        "bob:",
        ":correct horse",
        "ADA:correct horse"
      })
  void allOthersStayOut(String credentials) {
    InsightsGate gate = gate(true, "ada:" + HASH);
    for (String header :
        List.of(basic(credentials), "", "Basic ???", "Bearer x", basic(credentials) + "=")) {
      InsightsGate.Closed closed =
          assertThrows(InsightsGate.Closed.class, () -> gate.admit(request(header)));
      assertEquals(401, closed.status().value());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada", "ada:secret", ":$2a$10$x", "ada:$2a$04$tooshort"})
  void aUserThatIsNoneStopsTheStart(String user) {
    StartRefusedException refusal =
        assertThrows(StartRefusedException.class, () -> gate(false, user));
    assertTrue(String.valueOf(refusal.getMessage()).startsWith("cds.insights.users[0] is no name"));
  }

  @Test
  void aVerdictNeedsEnoughCards() {
    TreeMap<String, Tally> rules = new TreeMap<>();
    rules.put("DR-1", new Tally(0, 19, 0));
    assertTrue(new Verdict(rules, 20).sentence().startsWith("No rule was shown 20 times or more"));
    rules.put("DR-2", new Tally(0, 0, 20));
    assertEquals(
        "No rule that was shown 20 times or more was overridden. None was taken over.",
        new Verdict(rules, 20).sentence());
    rules.put("DR-3", new Tally(2, 10, 8));
    rules.put("DR-4", new Tally(3, 12, 15));
    assertEquals(
        "Annoys most: DR-3, overridden 10 of 20 times (50 %)."
            + " Helps most: DR-4, taken over 3 of 30 times (10 %).",
        new Verdict(rules, 20).sentence());
  }
}
