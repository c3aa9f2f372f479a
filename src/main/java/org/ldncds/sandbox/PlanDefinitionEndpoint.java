package org.ldncds.sandbox;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityDetailComponent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityKind;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityStatus;
import org.hl7.fhir.r4.model.CarePlan.CarePlanIntent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.ldncds.clinical.drug.Terminology;
import org.ldncds.clinical.protocol.TitrationProtocol;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.titration.TitrationPlan;
import org.ldncds.clinical.titration.TitrationPlan.Step;

/**
 * The titration protocols, with the operation {@code $apply} of FHIR R4: a protocol as the CarePlan
 * of one patient. It judges nothing; that is what the hooks are for, and the CarePlan says so.
 */
final class PlanDefinitionEndpoint extends ResourceEndpoint {

  private static final String NOT_JUDGED =
      "A draft that was not checked against opioids, contraindications or the present dose: sign it"
          + " through the CDS Hooks service. Off-label and compounded; evidence is limited.";

  private final Map<String, TitrationProtocol> protocols;
  private final Clock clock;
  private final ZoneId zone;

  PlanDefinitionEndpoint(
      ResourceStore store, Map<String, TitrationProtocol> protocols, Clock clock, ZoneId zone) {
    super(PlanDefinition.class, store);
    this.protocols = Map.copyOf(protocols);
    this.clock = clock;
    this.zone = zone;
  }

  /**
   * @param subject the patient, as "Patient/id" or an id
   * @param start the first day; today where not given
   */
  @Operation(name = "$apply", idempotent = true)
  public CarePlan apply(
      @IdParam IdType id,
      @OperationParam(name = "subject", min = 1) @Nullable StringType subject,
      @OperationParam(name = "start") @Nullable DateType start) {
    TitrationProtocol protocol =
        Optional.ofNullable(protocols.get(id.getIdPart()))
            .orElseThrow(() -> new ResourceNotFoundException(id));
    LocalDate firstDay =
        start == null || !start.hasValue()
            ? LocalDate.ofInstant(clock.instant(), zone)
            : LocalDate.parse(start.getValueAsString());
    TitrationPlan plan =
        TitrationPlan.above(
            Dose.ZERO,
            protocol,
            firstDay,
            false,
            TitrationPlan.isMadeOfCapsules(protocol)
                ? Optional.empty()
                : Optional.of(BigDecimal.ONE));
    return carePlan(plan, patient(subject));
  }

  private static Reference patient(@Nullable StringType subject) {
    String text = subject == null ? "" : String.valueOf(subject.getValue()).strip();
    IdType id = new IdType(text.contains("/") ? text : "Patient/" + text);
    if (text.isEmpty() || !"Patient".equals(id.getResourceType()) || !id.isIdPartValid()) {
      throw new InvalidRequestException(
          "subject names no patient. Maybe write subject=Patient/nora-lindqvist?");
    }
    return new Reference("Patient/" + id.getIdPart());
  }

  private static CarePlan carePlan(TitrationPlan plan, Reference patient) {
    CarePlan carePlan =
        new CarePlan()
            .setStatus(CarePlanStatus.DRAFT)
            .setIntent(CarePlanIntent.PROPOSAL)
            .setTitle("Low-dose naltrexone: " + plan.protocol().title())
            .setDescription(NOT_JUDGED)
            .setSubject(patient);
    carePlan
        .getInstantiatesCanonical()
        .add(new CanonicalType(Canonical.of("PlanDefinition", plan.protocol().id())));
    Period period = new Period();
    period.getStartElement().setValueAsString(plan.start().toString());
    carePlan.setPeriod(period);
    plan.steps().forEach(step -> carePlan.addActivity().setDetail(detail(step)));
    return carePlan;
  }

  private static CarePlanActivityDetailComponent detail(Step step) {
    Period days = new Period();
    days.getStartElement().setValueAsString(step.firstDay().toString());
    step.days()
        .ifPresent(
            length ->
                days.getEndElement()
                    .setValueAsString(step.firstDay().plusDays(length - 1L).toString()));
    Quantity daily = new Quantity();
    daily
        .setValue(step.dose().milligrams())
        .setUnit("mg")
        .setSystem("http://unitsofmeasure.org")
        .setCode("mg");
    CarePlanActivityDetailComponent detail =
        new CarePlanActivityDetailComponent()
            .setKind(CarePlanActivityKind.MEDICATIONREQUEST)
            .setStatus(CarePlanActivityStatus.NOTSTARTED)
            .setDoNotPerform(false)
            .setScheduled(days)
            .setDailyAmount(daily)
            .setDescription("Naltrexone " + step.dose() + " once daily at bedtime");
    detail.setProduct(
        new CodeableConcept(new Coding(Terminology.RXNORM.uri(), "7243", "naltrexone")));
    return detail;
  }
}
