package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.ldncds.fhir.RawResource.Entry;
import org.ldncds.fhir.RawResource.RawBundle;

/**
 * Reads a search page by page. It ends early once a list that is in order goes back further than
 * the checks look; pages of another server, and one seen before, are not followed.
 */
final class FhirSearch {

  private final FhirSession session;
  private final PrefetchKey key;
  private final LocalDate goesBackTo;
  private final Set<String> seen = new HashSet<>();

  FhirSearch(FhirSession session, PrefetchKey key, LocalDate goesBackTo) {
    this.session = session;
    this.key = key;
    this.goesBackTo = goesBackTo;
  }

  /** A read of one resource, or the first page of a search with those after it. */
  CompletableFuture<Fetched> start(WebAddress address) {
    seen.add(address.text());
    return session
        .get(address)
        .thenCompose(
            answer ->
                answer instanceof Fetched.Read read && fits(read.resource())
                    ? goOn(read.resource())
                    : CompletableFuture.completedFuture(withoutOther(answer)));
  }

  private boolean fits(RawResource resource) {
    return key == PrefetchKey.PATIENT
        ? resource.type().equals(key.resourceType())
        : resource.bundle().isPresent();
  }

  private static Fetched withoutOther(Fetched answer) {
    return answer instanceof Fetched.Read
        ? new Fetched.Failed(FetchOutcome.UNREADABLE, "its answer is no such resource")
        : answer;
  }

  /** The pages after one that is at hand. Where they cannot be read, it stays cut off. */
  CompletableFuture<Fetched> goOn(RawResource page) {
    return follow(page, 0).thenApply(Fetched.Read::new);
  }

  private CompletableFuture<RawResource> follow(RawResource soFar, int followed) {
    Optional<WebAddress> next = next(soFar);
    if (next.isEmpty() || followed == session.limits().pages() || isOldEnough(soFar)) {
      return CompletableFuture.completedFuture(soFar);
    }
    return session
        .get(next.get())
        .thenCompose(
            answer ->
                answer instanceof Fetched.Read read && read.resource().bundle().isPresent()
                    ? follow(soFar.followedBy(read.resource().bundle().get()), followed + 1)
                    : CompletableFuture.completedFuture(soFar));
  }

  private Optional<WebAddress> next(RawResource soFar) {
    return soFar
        .bundle()
        .filter(RawBundle::cut)
        .flatMap(bundle -> WebAddress.of(bundle.next()))
        .filter(session.base()::covers)
        .filter(address -> seen.add(address.text()));
  }

  private boolean isOldEnough(RawResource soFar) {
    List<RawResource> own =
        soFar.entries().stream()
            .map(Entry::resource)
            .filter(raw -> raw.type().equals(key.resourceType()))
            .toList();
    return key.isMedication() && FhirDates.reachBackInOrder(own, goesBackTo);
  }
}
