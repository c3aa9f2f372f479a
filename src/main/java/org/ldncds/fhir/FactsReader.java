package org.ldncds.fhir;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.ClinicalFacts.Answered;
import org.ldncds.clinical.facts.ConditionGroups;
import org.ldncds.clinical.facts.Exposure;
import org.ldncds.clinical.facts.Gap;
import org.ldncds.clinical.facts.LabVocabulary;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.facts.RecordReference;
import org.ldncds.clinical.facts.RequestKinds;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.protocol.Windows;
import org.ldncds.fhir.DraftOrders.Draft;
import org.ldncds.fhir.PatientRecords.Occasion;

/**
 * Reads one request's resources into facts. The orders come first: without one that matters nothing
 * else is read; where a chart is opened, naltrexone on the medication list is what matters.
 */
public final class FactsReader {

  /**
   * The facts, and the drafts they came from.
   *
   * @param patientId whose they are
   * @param drafts each order's own JSON, for suggestions that edit it; without those whose id is
   *     missing or stands twice, since an edit could meet the wrong order
   */
  public record ReadFacts(
      String patientId, ClinicalFacts facts, Map<RecordReference, RawResource> drafts) {}

  private final DrugCatalogue drugs;
  private final LabVocabulary labs;
  private final RequestKinds requestKinds;
  private final Windows windows;
  private final DosageReaders dosageReaders;
  private final Optional<TerminologyServer> terminology;
  private final Judgements<DrugResolver.Found> knownDrugs = new Judgements<>();
  private final ProblemReader problemReader;

  public FactsReader(
      DrugCatalogue drugs,
      ConditionGroups conditions,
      LabVocabulary labs,
      RequestKinds requestKinds,
      Windows windows,
      DosageReaders dosageReaders,
      Optional<TerminologyServer> terminology) {
    this.terminology = terminology;
    this.drugs = drugs;
    this.problemReader =
        new ProblemReader(
            conditions,
            terminology.map(TerminologyServer::descendants).orElseGet(Descendants::new));
    this.labs = labs;
    this.requestKinds = requestKinds;
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

  /** The state of one request while it is read. */
  private final class Reading {
    private final PatientRecords records;
    private final DrugResolver resolver =
        new DrugResolver(
            drugs, new CodeLookup(drugs, terminology, knownDrugs), dosageReaders.units());
    private final List<Gap> gaps = new ArrayList<>();

    Reading(PatientRecords records) {
      this.records = records;
    }

    ReadFacts read(Instant now, ZoneId zone) {
      resolver.add(records.draftEntries());
      resolver.add(records.prefetchEntries());
      DraftOrders drafts = new DraftOrders(records, resolver, gaps);
      ZoneId own = drafts.offset().orElse(zone);
      Days days = Days.in(own, LocalDate.ofInstant(now, own));
      if (records.occasion() instanceof Occasion.Viewing) {
        return viewing(days, drafts);
      }
      return drafts.underReview().isEmpty()
          ? new ReadFacts(
              records.patientId(), ClinicalFacts.ofNoConcern(days.today(), gaps), Map.of())
          : new ReadFacts(records.patientId(), everything(days, drafts), drafts.resources());
    }

    /**
     * Charts are opened all day, so without a sign of naltrexone nothing is said, and without any
     * medication list one thing.
     */
    private ReadFacts viewing(Days days, DraftOrders drafts) {
      ClinicalFacts facts = everything(days, drafts);
      if (facts.exposures().stream().anyMatch(exposure -> isFollowed(exposure, days.today()))) {
        return new ReadFacts(records.patientId(), facts, Map.of());
      }
      if (facts.medicationListKnown()) {
        return new ReadFacts(
            records.patientId(), ClinicalFacts.ofNoConcern(days.today(), List.of()), Map.of());
      }
      List<Gap> unknown = facts.gaps().stream().flatMap(FactsReader::seenInAChart).toList();
      ClinicalFacts none = ClinicalFacts.ofNoConcern(days.today(), unknown);
      boolean inPart =
          facts.gaps().stream().anyMatch(gap -> gap.kind() == Gap.Kind.MEDICATION_LIST_IN_PART);
      return new ReadFacts(
          records.patientId(), inPart ? none : none.withoutMedicationList(), Map.of());
    }

    private boolean isFollowed(Exposure exposure, LocalDate today) {
      boolean recent =
          exposure.drug().isDepot()
              && exposure
                  .lastDose()
                  .filter(last -> Windows.isInside(last, windows.toleranceLostDepot(), today))
                  .isPresent();
      return exposure.drug().is(DrugRole.NALTREXONE)
          && (exposure.isCurrent() || exposure.isInDoubt() || recent);
    }

    private ClinicalFacts everything(Days days, DraftOrders drafts) {
      LocalDate today = days.today();
      boolean viewing = records.occasion() instanceof Occasion.Viewing;
      boolean naltrexone =
          drafts.underReview().stream().anyMatch(draft -> draft.drug().naltrexone().isPresent());
      PatientData data =
          new PatientData(
              records,
              problemReader,
              labs,
              drugs,
              today,
              today.minusDays(windows.recordLookBack()),
              naltrexone || viewing);
      DosageReader dosageReader = dosageReaders.of(data.labs(), today);
      MedicationList list =
          new MedicationList(
              records, resolver, windows, days, dosageReader, drafts.revisions(today));
      List<Order> orders = orders(drafts, data, today, dosageReader, naltrexone);
      WorkupReader workup = new WorkupReader(records, requestKinds, labs.tests(), today);
      List<Witness> witnesses = new ArrayList<>(list.witnesses());
      witnesses.addAll(stops(drafts, days, dosageReader));
      gaps.addAll(list.gaps());
      gaps.addAll(data.gaps());
      gaps.addAll(naltrexone ? workup.gaps() : List.of());
      return new ClinicalFacts(
          today,
          data.birthDate(),
          data.isFemale(),
          orders,
          Exposure.merge(witnesses),
          data.problems(),
          data.labs(),
          data.allergies(),
          workup.workup(),
          list.isKnown(),
          gaps,
          answered(list, data));
    }

    private List<Order> orders(
        DraftOrders drafts,
        PatientData data,
        LocalDate today,
        DosageReader dosageReader,
        boolean naltrexone) {
      OrderReader orderReader =
          new OrderReader(
              drugs,
              data.problemsByReference(),
              problemReader,
              today,
              dosageReader,
              new SupplyReader(dosageReaders.units()));
      List<Order> orders = new ArrayList<>();
      List<Draft> read = new ArrayList<>(drafts.orders());
      read.addAll(naltrexone ? drafts.beside() : List.of()); // judged beside naltrexone only
      for (Draft draft : read) {
        try {
          orders.add(
              orderReader.read(draft.request(), draft.record(), draft.drug(), draft.planned()));
        } catch (UnreadableException e) {
          unreadable(draft, e);
        }
      }
      return orders;
    }

    /** What orders that stop a prescription witness of it. */
    private List<Witness> stops(DraftOrders drafts, Days days, DosageReader dosageReader) {
      List<Witness> witnesses = new ArrayList<>();
      for (Draft draft : drafts.stopped()) {
        try {
          witnesses.add(
              WitnessDraft.stoppedToday(
                  new MedicationRecord(draft.record(), draft.request(), draft.drug()),
                  draft.request(),
                  days,
                  dosageReader));
        } catch (UnreadableException e) {
          unreadable(draft, e);
        }
      }
      return witnesses;
    }

    private void unreadable(Draft draft, UnreadableException e) {
      gaps.add(
          new Gap(
              Gap.Kind.ORDER_UNREADABLE,
              draft.record().toString(),
              String.valueOf(e.getMessage())));
    }

    private static Set<Answered> answered(MedicationList list, PatientData data) {
      Set<Answered> answered = EnumSet.noneOf(Answered.class);
      if (list.isAnswered(PrefetchKey.MEDICATION_DISPENSES)) {
        answered.add(Answered.DISPENSES);
      }
      if (data.isAnswered(PrefetchKey.OBSERVATIONS)) {
        answered.add(Answered.RESULTS);
      }
      return answered;
    }
  }

  /** Without any list it is not known whether anything is to be followed; that is said once. */
  private static Stream<Gap> seenInAChart(Gap gap) {
    return switch (gap.kind()) {
      case MEDICATION_LIST_MISSING, MEDICATION_LIST_IN_PART ->
          Stream.of(new Gap(Gap.Kind.NALTREXONE_NOT_KNOWN, gap.what(), gap.detail()));
      case MEDICATION_HISTORY_FAILED -> Stream.of(gap);
      case SERVER_NOT_CALLED, SERVER_DENIED, SERVER_UNREACHABLE, SERVER_TOO_SLOW ->
          gap.what().startsWith("medication") ? Stream.of(gap) : Stream.empty();
      default -> Stream.empty();
    };
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
