package org.ldncds.fhir;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.fhir.RawResource.Entry;

/** Tells, before anything is fetched, whether an order matters and which drugs are not yet told. */
final class OrdersAtHand {

  private static final Set<String> NOT_UNDER_REVIEW =
      Set.of("cancelled", "stopped", "entered-in-error");

  private final PatientRecords records;
  private final DrugResolver resolver;
  private final boolean codesAreLookedUp;

  /**
   * @param codesAreLookedUp true where a terminology server may yet tell what a code stands for
   */
  OrdersAtHand(PatientRecords records, DrugResolver resolver, boolean codesAreLookedUp) {
    this.records = records;
    this.resolver = resolver;
    this.codesAreLookedUp = codesAreLookedUp;
    resolver.add(records.draftEntries());
    resolver.add(records.prefetchEntries());
  }

  /** True where an order is for an opioid or naltrexone, or may yet turn out to be. */
  boolean matter() {
    return drafts().stream().anyMatch(this::matters);
  }

  /** True where an order is for another patient, for which the request is refused. */
  boolean areForAnother() {
    return drafts().stream().anyMatch(raw -> FactsReader.isOtherPatient(raw, records.patientId()));
  }

  private List<RawResource> drafts() {
    return records.draftEntries().stream()
        .map(Entry::resource)
        .filter(raw -> raw.type().equals("MedicationRequest"))
        .toList();
  }

  private boolean matters(RawResource raw) {
    if (raw.contradictory() || resolver.isProvedIrrelevant(raw)) {
      return false;
    }
    try {
      MedicationRequest request = ResourceParser.parseOrder(raw);
      DrugResolver.Found found = resolver.find(request, request.getMedication());
      boolean open = codesAreLookedUp && found instanceof DrugResolver.Found.Unknown;
      return isUnderReview(request)
          && (open || found.drug().filter(OrdersAtHand::matters).isPresent());
    } catch (UnreadableException e) {
      return false;
    }
  }

  private static boolean isUnderReview(MedicationRequest request) {
    String status = request.hasStatus() ? request.getStatus().toCode() : "";
    return !NOT_UNDER_REVIEW.contains(status) && !request.getDoNotPerform();
  }

  private static boolean matters(Drug drug) {
    return drug.opioid().isPresent() || drug.is(DrugRole.NALTREXONE);
  }

  /** The Medications of orders that nobody sent. */
  Set<String> medicationsOfOrders() {
    Set<String> missing = new LinkedHashSet<>();
    drafts().forEach(raw -> resolver.missingMedication(raw).ifPresent(missing::add));
    return missing;
  }

  /** Those of orders, then those of this patient's records as they are listed. */
  Set<String> medications() {
    Set<String> missing = medicationsOfOrders();
    records.prefetchEntries().stream()
        .map(Entry::resource)
        .filter(raw -> !FactsReader.isOtherPatient(raw, records.patientId()))
        .map(resolver::missingMedication)
        .flatMap(Optional::stream)
        .forEach(missing::add);
    return missing;
  }
}
