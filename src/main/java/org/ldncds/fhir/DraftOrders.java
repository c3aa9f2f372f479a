package org.ldncds.fhir;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.clinical.facts.Gap;
import org.ldncds.clinical.facts.RecordReference;
import org.ldncds.fhir.RawResource.Entry;

/**
 * The orders that are not signed yet: which are under review, which are only planned beside them,
 * and which stop or withdraw an earlier one. Of a planned order nothing is said by itself, so what
 * cannot be read of it is no gap until it is signed.
 */
final class DraftOrders {

  /** A draft whose drug matters, and what was read of it. */
  record Draft(MedicationRequest request, RecordReference record, Drug drug, boolean planned) {}

  /** Orders are judged against each other, so their number counts twice. */
  private static final int MOST_ORDERS = 50;

  private static final Set<DrugRole> BESIDE =
      EnumSet.of(DrugRole.DUPLICATE_ANTAGONIST, DrugRole.THYROID_HORMONE, DrugRole.PRECAUTION);

  private static final Set<String> NOT_UNDER_REVIEW =
      Set.of("cancelled", "stopped", "entered-in-error");

  private final PatientRecords records;
  private final DrugResolver resolver;
  private final List<Gap> gaps;
  private final List<Draft> orders = new ArrayList<>();
  private final List<Draft> beside = new ArrayList<>();
  private final List<Draft> stopped = new ArrayList<>();
  private final List<Draft> withdrawn = new ArrayList<>();
  private final Map<RecordReference, RawResource> resources = new LinkedHashMap<>();
  private final Set<RecordReference> seen = new HashSet<>();
  private int places;

  /**
   * @param gaps takes what could not be read
   * @throws OtherPatientException where a draft is for another patient
   */
  DraftOrders(PatientRecords records, DrugResolver resolver, List<Gap> gaps) {
    this.records = records;
    this.resolver = resolver;
    this.gaps = gaps;
    if (records.hasMalformedDraft()) {
      gaps.add(
          new Gap(
              Gap.Kind.ORDER_UNREADABLE,
              "an entry of draftOrders",
              "it holds no resource with a type"));
    }
    records.draftEntries().stream()
        .filter(entry -> entry.resource().type().equals("MedicationRequest"))
        .forEach(this::draft);
  }

  /** Those under review and those planned, in the order they were sent. */
  List<Draft> orders() {
    return orders;
  }

  List<Draft> underReview() {
    return orders.stream().filter(draft -> !draft.planned).toList();
  }

  /** Other opioid antagonists and medicines that ask for care, not judged by themselves. */
  List<Draft> beside() {
    return beside;
  }

  List<Draft> stopped() {
    return stopped;
  }

  /**
   * Each order's own JSON, for suggestions that edit it; without those whose id is missing or
   * stands twice, since an edit could meet the wrong order.
   */
  Map<RecordReference, RawResource> resources() {
    return resources;
  }

  /** The offset of the first order that carries one: today and all instants are seen in it. */
  Optional<ZoneId> offset() {
    return Stream.concat(underReview().stream(), orders.stream())
        .flatMap(draft -> FhirDates.offset(draft.request.getAuthoredOnElement()).stream())
        .map(offset -> (ZoneId) offset)
        .findFirst();
  }

  /** An opioid ordered beside naltrexone is judged by the drafts alone. */
  Revisions revisions(LocalDate today) {
    Revisions revisions = new Revisions(today);
    boolean opioid = orders.stream().anyMatch(draft -> draft.drug.opioid().isPresent());
    withdrawn.forEach(draft -> revisions.replace(draft.record, draft.drug));
    stopped.forEach(draft -> revisions.stop(draft.record, draft.drug));
    for (Draft draft : orders) {
      if (opioid) {
        revisions.replace(draft.record, draft.drug);
      } else {
        revisions.continueCourse(draft.record, draft.drug);
      }
    }
    return revisions;
  }

  private void draft(Entry entry) {
    RawResource raw = entry.resource();
    if (FactsReader.isOtherPatient(raw, records.patientId())) {
      throw new OtherPatientException(raw.reference().toString());
    }
    boolean planned = !records.isSelected(entry);
    RecordReference record = named(raw);
    if (raw.contradictory()) {
      lacking(
          new Gap(Gap.Kind.ORDER_UNREADABLE, record.toString(), "it names its drug in two ways"),
          planned);
      return;
    }
    if (resolver.isProvedIrrelevant(raw)) {
      return;
    }
    if (orders.size() == MOST_ORDERS) {
      gaps.add(Gap.of(Gap.Kind.TOO_MANY, "orders of opioids and naltrexone: " + MOST_ORDERS));
      return;
    }
    try {
      MedicationRequest request = ResourceParser.parseOrder(raw);
      if (ResourceParser.hasBrokenDosage(request)) {
        resources.remove(record); // no suggestion echoes what was not read
      }
      parsed(record, request, planned);
    } catch (UnreadableException e) {
      lacking(
          new Gap(Gap.Kind.ORDER_UNREADABLE, record.toString(), String.valueOf(e.getMessage())),
          planned);
    }
  }

  private void lacking(Gap gap, boolean planned) {
    if (!planned) {
      gaps.add(gap);
    }
  }

  /** Orders without an id of their own are told apart by their place. */
  private RecordReference named(RawResource raw) {
    RecordReference own = raw.reference();
    places++;
    if (!raw.id().isEmpty() && seen.add(own)) {
      resources.put(own, raw);
      return own;
    }
    resources.remove(own);
    String place = raw.id().isEmpty() ? "(order " + places + ")" : " (order " + places + ")";
    return new RecordReference(raw.type(), raw.id() + place);
  }

  private void parsed(RecordReference record, MedicationRequest request, boolean planned) {
    String status = request.hasStatus() ? request.getStatus().toCode() : "";
    DrugResolver.Found found = resolver.find(request, request.getMedication());
    if (status.equals("entered-in-error")
        || status.equals("cancelled")
        || request.getDoNotPerform()) {
      found.drug().ifPresent(drug -> withdrawn.add(new Draft(request, record, drug, planned)));
      return;
    }
    if (!NOT_UNDER_REVIEW.contains(status)) {
      Gap none = Gap.of(Gap.Kind.ORDER_WITHOUT_DRUG, record.toString());
      found
          .gap(record.toString())
          .map(gap -> request.hasMedication() ? gap : none)
          .ifPresent(gap -> lacking(gap, planned));
    }
    found.drug().ifPresent(drug -> recognised(new Draft(request, record, drug, planned), status));
  }

  private void recognised(Draft draft, String status) {
    if (NOT_UNDER_REVIEW.contains(status)) {
      stopped.add(draft);
    } else if (draft.drug.opioid().isPresent() || draft.drug.is(DrugRole.NALTREXONE)) {
      orders.add(draft);
      if (draft.request.hasModifierExtension()) {
        lacking(Gap.of(Gap.Kind.NEEDS_REVIEW, draft.record.toString()), draft.planned);
      }
    } else if (BESIDE.stream().anyMatch(draft.drug::is)) {
      beside(draft);
    }
  }

  private void beside(Draft draft) {
    if (beside.size() == MOST_ORDERS) {
      gaps.add(Gap.of(Gap.Kind.TOO_MANY, "orders beside opioids and naltrexone: " + MOST_ORDERS));
    } else {
      beside.add(draft);
    }
  }
}
