package org.ldncds.fhir;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.ldncds.fhir.RawResource.Entry;

/**
 * Reads, one by one and in parallel, the Medications that orders and records refer to and nobody
 * sent: US Core servers must offer the read, but neither a search for them nor {@code _include}.
 */
final class MedicationReads {

  private static final String TYPE = "Medication/";
  private static final Fetched NOTHING = new Fetched.Failed(FetchOutcome.TOO_SLOW, "");

  private final FhirSession session;
  private final Map<String, CompletableFuture<Fetched>> asked = new LinkedHashMap<>();

  MedicationReads(FhirSession session) {
    this.session = session;
  }

  /** Asks for those not asked for yet, up to the limit; those of another server are left. */
  void ask(Collection<String> references) {
    for (String reference : references) {
      Optional<WebAddress> address = address(reference);
      if (asked.size() < session.limits().medications() && address.isPresent()) {
        asked.computeIfAbsent(reference, r -> session.get(address.get()));
      }
    }
  }

  private Optional<WebAddress> address(String reference) {
    String base = session.base().text() + "/";
    String relative = reference.startsWith(base) ? reference.substring(base.length()) : reference;
    if (!relative.startsWith(TYPE)) {
      return Optional.empty();
    }
    String id = relative.substring(TYPE.length());
    int version = id.indexOf("/_history/");
    return PrefetchTemplate.safe(version < 0 ? id : id.substring(0, version))
        .flatMap(safe -> WebAddress.of(base + TYPE + safe));
  }

  CompletableFuture<Void> all() {
    return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new));
  }

  /** A Bundle of those that came, each under the reference by which it was asked for. */
  Optional<RawResource> found() {
    List<Entry> found = new ArrayList<>();
    asked.forEach(
        (reference, answer) -> {
          if (answer.getNow(NOTHING) instanceof Fetched.Read read
              && read.resource().type().equals("Medication")) {
            found.add(new Entry(reference, "include", read.resource()));
          }
        });
    return found.isEmpty() ? Optional.empty() : Optional.of(RawResource.bundleOf(found));
  }
}
