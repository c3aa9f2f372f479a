package org.ldncds.fhir;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.ConditionGroups;
import org.ldncds.clinical.facts.Exposure;
import org.ldncds.clinical.facts.Gap;
import org.ldncds.clinical.facts.LabTest;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.facts.RecordReference;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.protocol.Windows;
import org.ldncds.fhir.RawResource.Entry;

/**
 * Reads one request's resources into facts. The orders come first: without one that matters nothing
 * else is read.
 */
public final class FactsReader {

  /**
   * The facts, and the drafts they came from.
   *
   * @param drafts each order's own JSON, for suggestions that edit it; without those whose id is
   *     missing or stands twice, since an edit could meet the wrong order
   */
  public record ReadFacts(ClinicalFacts facts, Map<RecordReference, RawResource> drafts) {}

  /** Orders are judged against each other, so their number counts twice. */
  private static final int MOST_ORDERS = 50;

  private static final Set<String> NOT_UNDER_REVIEW =
      Set.of("cancelled", "stopped", "entered-in-error");

  private final DrugCatalogue drugs;
  private final ConditionGroups conditions;
  private final Map<Code, LabTest> labs;
  private final Windows windows;
  private final DosageReaders dosageReaders;
  private final Optional<TerminologyServer> terminology;

  public FactsReader(
      DrugCatalogue drugs,
      ConditionGroups conditions,
      Map<Code, LabTest> labs,
      Windows windows,
      DosageReaders dosageReaders,
      Optional<TerminologyServer> terminology) {
    this.terminology = terminology;
    this.drugs = drugs;
    this.conditions = conditions;
    this.labs = Map.copyOf(labs);
    this.windows = windows;
    this.dosageReaders = dosageReaders;
  }

  /**
   * @param zone in which today is read where no order says its offset
   * @throws OtherPatientException where a draft is for another patient
   */
  public ReadFacts read(PatientRecords records, Instant now, ZoneId zone) {
    return new Reading(records).read(now, zone);
  }

  /** A draft whose drug matters, and what was read of it. */
  private record Draft(MedicationRequest request, RecordReference record, Drug drug) {}

  /** The state of one request while it is read. */
  private final class Reading {
    private final PatientRecords records;
    private final DrugResolver resolver =
        new DrugResolver(drugs, new CodeLookup(drugs, terminology), dosageReaders.units());
    private final ProblemReader problemReader = new ProblemReader(conditions);
    private final List<Gap> gaps = new ArrayList<>();
    private final List<Draft> underReview = new ArrayList<>();
    private int places;
    private final List<Draft> stopped = new ArrayList<>();
    private final List<Draft> withdrawn = new ArrayList<>();
    private final Map<RecordReference, RawResource> drafts = new LinkedHashMap<>();
    private final Set<RecordReference> seen = new HashSet<>();

    Reading(PatientRecords records) {
      this.records = records;
    }

    ReadFacts read(Instant now, ZoneId zone) {
      resolver.add(records.draftEntries());
      if (records.drafts().isMalformed()) {
        unreadable("an entry of draftOrders", "it holds no resource with a type");
      }
      resolver.add(records.prefetchEntries());
      records.draftEntries().stream()
          .map(Entry::resource)
          .filter(raw -> raw.type().equals("MedicationRequest"))
          .forEach(this::draft);
      ZoneId own = zone(zone);
      Days days = Days.in(own, LocalDate.ofInstant(now, own));
      return underReview.isEmpty()
          ? new ReadFacts(nothing(days.today()), Map.of())
          : everything(days);
    }

    private ClinicalFacts nothing(LocalDate today) {
      return new ClinicalFacts(
          today,
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          true,
          gaps);
    }

    private ReadFacts everything(Days days) {
      LocalDate today = days.today();
      boolean naltrexone =
          underReview.stream().anyMatch(draft -> draft.drug.naltrexone().isPresent());
      PatientData data = new PatientData(records, problemReader, labs, drugs, today, naltrexone);
      DosageReader dosageReader = dosageReaders.of(data.labs(), today);
      MedicationList list =
          new MedicationList(records, resolver, windows, days, dosageReader, revisions(today));
      OrderReader orderReader =
          new OrderReader(
              drugs,
              data.problemsByReference(),
              problemReader,
              today,
              dosageReader,
              new SupplyReader(dosageReaders.units()));
      List<Order> orders = new ArrayList<>();
      for (Draft draft : underReview) {
        try {
          orders.add(orderReader.read(draft.request, draft.record, draft.drug));
        } catch (UnreadableException e) {
          unreadable(draft.record.toString(), String.valueOf(e.getMessage()));
        }
      }
      List<Witness> witnesses = new ArrayList<>(list.witnesses());
      for (Draft draft : stopped) {
        try {
          witnesses.add(
              WitnessDraft.stoppedToday(
                  new MedicationRecord(draft.record, draft.request, draft.drug),
                  draft.request,
                  days,
                  dosageReader));
        } catch (UnreadableException e) {
          unreadable(draft.record.toString(), String.valueOf(e.getMessage()));
        }
      }
      gaps.addAll(list.gaps());
      gaps.addAll(data.gaps());
      ClinicalFacts facts =
          new ClinicalFacts(
              today,
              data.birthDate(),
              orders,
              Exposure.merge(witnesses),
              data.problems(),
              data.labs(),
              data.allergies(),
              list.isKnown(),
              gaps);
      return new ReadFacts(facts, drafts);
    }

    /** An opioid ordered beside naltrexone is judged by the drafts alone. */
    private Revisions revisions(LocalDate today) {
      Revisions revisions = new Revisions(today);
      boolean opioid = underReview.stream().anyMatch(d -> d.drug.opioid().isPresent());
      withdrawn.forEach(d -> revisions.replace(d.record, d.drug));
      stopped.forEach(d -> revisions.stop(d.record, d.drug));
      for (Draft draft : underReview) {
        if (opioid) {
          revisions.replace(draft.record, draft.drug);
        } else {
          revisions.continueCourse(draft.record, draft.drug);
        }
      }
      return revisions;
    }

    /** The offset of the first order that carries one: today and all instants are seen in it. */
    private ZoneId zone(ZoneId service) {
      return underReview.stream()
          .flatMap(draft -> FhirDates.offset(draft.request.getAuthoredOnElement()).stream())
          .map(offset -> (ZoneId) offset)
          .findFirst()
          .orElse(service);
    }

    private void draft(RawResource raw) {
      if (isOtherPatient(raw, records.patientId())) {
        throw new OtherPatientException(raw.reference().toString());
      }
      RecordReference record = named(raw);
      if (raw.contradictory()) {
        unreadable(record.toString(), "it names its drug in two ways");
        return;
      }
      if (resolver.isProvedIrrelevant(raw)) {
        return;
      }
      if (underReview.size() == MOST_ORDERS) {
        gaps.add(Gap.of(Gap.Kind.TOO_MANY, "orders of opioids and naltrexone: " + MOST_ORDERS));
        return;
      }
      try {
        MedicationRequest request = ResourceParser.parseOrder(raw);
        if (ResourceParser.hasBrokenDosage(request)) {
          drafts.remove(record); // no suggestion echoes what was not read
        }
        parsed(record, request);
      } catch (UnreadableException e) {
        unreadable(record.toString(), String.valueOf(e.getMessage()));
      }
    }

    private void unreadable(String what, String reason) {
      gaps.add(new Gap(Gap.Kind.ORDER_UNREADABLE, what, reason));
    }

    /** Orders without an id of their own are told apart by their place. */
    private RecordReference named(RawResource raw) {
      RecordReference own = raw.reference();
      places++;
      if (!raw.id().isEmpty() && seen.add(own)) {
        drafts.put(own, raw);
        return own;
      }
      drafts.remove(own);
      String place = raw.id().isEmpty() ? "(order " + places + ")" : " (order " + places + ")";
      return new RecordReference(raw.type(), raw.id() + place);
    }

    private void parsed(RecordReference record, MedicationRequest request) {
      String status = request.hasStatus() ? request.getStatus().toCode() : "";
      DrugResolver.Found found = resolver.find(request, request.getMedication());
      if (status.equals("entered-in-error")
          || status.equals("cancelled")
          || request.getDoNotPerform()) {
        found.drug().ifPresent(known -> withdrawn.add(new Draft(request, record, known)));
        return;
      }
      if (!NOT_UNDER_REVIEW.contains(status)) {
        Gap none = Gap.of(Gap.Kind.ORDER_WITHOUT_DRUG, record.toString());
        found
            .gap(record.toString())
            .map(g -> request.hasMedication() ? g : none)
            .ifPresent(gaps::add);
      }
      found.drug().ifPresent(known -> recognised(new Draft(request, record, known), status));
    }

    private void recognised(Draft draft, String status) {
      if (NOT_UNDER_REVIEW.contains(status)) {
        stopped.add(draft);
      } else if (draft.drug.opioid().isPresent() || draft.drug.is(DrugRole.NALTREXONE)) {
        underReview.add(draft);
        if (draft.request.hasModifierExtension()) {
          gaps.add(Gap.of(Gap.Kind.NEEDS_REVIEW, draft.record.toString()));
        }
      }
    }
  }

  /**
   * True where the record names another patient; references that cannot be compared are taken for
   * this one.
   */
  static boolean isOtherPatient(RawResource raw, String patientId) {
    String reference = raw.patient();
    int at = reference.lastIndexOf("Patient/");
    if (at < 0) {
      return false;
    }
    String id = reference.substring(at + "Patient/".length());
    int version = id.indexOf('/');
    return !(version < 0 ? id : id.substring(0, version)).equals(patientId);
  }
}
