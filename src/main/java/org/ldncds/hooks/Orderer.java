package org.ldncds.hooks;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * For whom and by whom something new is ordered.
 *
 * @param patient a reference, "Patient/id"
 * @param practitioner a reference; empty where the EHR names no practitioner as its user
 */
record Orderer(String patient, Optional<String> practitioner) {

  private static final Pattern PRACTITIONER =
      Pattern.compile("Practitioner(?:Role)?/[A-Za-z0-9.\\-]{1,200}");

  static Orderer of(HookRequest request) {
    return new Orderer(
        "Patient/" + request.records().patientId(),
        Optional.of(request.userId()).filter(user -> PRACTITIONER.matcher(user).matches()));
  }
}
