package org.ldncds.fhir;

import ca.uhn.fhir.parser.DataFormatException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.ldncds.fhir.PatientRecords.Occasion;
import org.ldncds.fhir.PatientRecords.Prefetched;
import org.ldncds.fhir.RawResource.Coding;
import org.ldncds.fhir.RawResource.Concept;
import org.ldncds.fhir.RawResource.Entry;

/**
 * The plain way to read a request, which the fast way is held against: HAPI parses every resource
 * with its narrative, what is known of it is what HAPI says, and nothing is taken for irrelevant
 * before HAPI has read it.
 */
public final class PlainReading {

  private static final Set<String> DATES =
      Set.of("authoredOn", "whenHandedOver", "dateAsserted", "effectiveDateTime");

  private int parsed;

  /** The same records, read plainly. */
  public PatientRecords of(PatientRecords records) {
    Map<String, Prefetched> prefetch = new LinkedHashMap<>();
    records.prefetch().forEach((key, value) -> prefetch.put(key, plain(value)));
    Occasion occasion =
        records.occasion() instanceof Occasion.Ordering ordering
            ? new Occasion.Ordering(plain(ordering.drafts()), ordering.selections())
            : records.occasion();
    return new PatientRecords(records.patientId(), occasion, records.asked(), prefetch);
  }

  /** How many resources HAPI parsed. */
  public int parsed() {
    return parsed;
  }

  private Prefetched plain(Prefetched value) {
    return value instanceof Prefetched.Answer answer
        ? new Prefetched.Answer(plain(answer.resource()))
        : value;
  }

  private RawResource plain(RawResource raw) {
    if (raw.bundle().isEmpty()) {
      return parsed(raw).map(resource -> asHapiSays(raw, resource)).orElse(raw);
    }
    RawResource.RawBundle bundle = raw.bundle().get();
    List<Entry> entries =
        bundle.entries().stream()
            .map(e -> new Entry(e.fullUrl(), e.searchMode(), plain(e.resource())))
            .toList();
    return copy(
        raw,
        raw.type(),
        raw.id(),
        raw.patient(),
        raw.written(),
        raw.concept(),
        Optional.of(
            new RawResource.RawBundle(
                entries, bundle.total(), bundle.cut(), bundle.next(), bundle.malformed())));
  }

  private Optional<Resource> parsed(RawResource raw) {
    String json = new String(raw.body(), raw.from(), raw.to() - raw.from(), StandardCharsets.UTF_8);
    try {
      Resource resource = (Resource) ResourceParser.CONTEXT.newJsonParser().parseResource(json);
      parsed++;
      requireSameWithoutNarrative(raw, resource);
      return Optional.of(resource);
    } catch (DataFormatException e) {
      return Optional.empty(); // neither way reads it
    }
  }

  private static void requireSameWithoutNarrative(RawResource raw, Resource whole) {
    try {
      Resource fast = ResourceParser.parse(raw, whole.getClass());
      Resource plain = whole.copy();
      if (plain instanceof DomainResource narrated) {
        narrated.setText((Narrative) null);
      }
      if (!plain.equalsDeep(fast)) {
        throw new AssertionError(raw.reference() + " reads otherwise without its narrative");
      }
    } catch (UnreadableException e) {
      // what HAPI reads leniently is a gap
    }
  }

  /** What names it indirectly, or nothing at all, is never taken for irrelevant. */
  private static RawResource asHapiSays(RawResource raw, Resource resource) {
    boolean condition = resource.fhirType().equals("Condition");
    return copy(
        raw,
        resource.fhirType(),
        Objects.requireNonNullElse(resource.getIdElement().getIdPart(), ""),
        patient(resource),
        written(resource),
        condition ? new Concept(List.of(), List.of()) : concept(resource),
        Optional.empty());
  }

  private static RawResource copy(
      RawResource raw,
      String type,
      String id,
      String patient,
      String written,
      Concept concept,
      Optional<RawResource.RawBundle> bundle) {
    return new RawResource(
        raw.body(),
        raw.from(),
        raw.to(),
        type,
        id,
        patient,
        written,
        concept,
        raw.medication(),
        true,
        raw.contradictory(),
        bundle,
        raw.failed());
  }

  private static Stream<Base> values(Base of, String... names) {
    return Stream.of(names)
        .map(of::getChildByName)
        .filter(Objects::nonNull)
        .map(Property::getValues)
        .flatMap(List::stream);
  }

  private static String patient(Resource resource) {
    return values(resource, "subject", "patient")
        .filter(Reference.class::isInstance)
        .map(value -> ((Reference) value).getReference())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("");
  }

  private static String written(Resource resource) {
    Stream<String> dates =
        values(resource, DATES.toArray(String[]::new))
            .filter(Base::isDateTime)
            .map(Base::primitiveValue);
    Stream<String> effective =
        values(resource, "effective[x]")
            .flatMap(
                value ->
                    value instanceof Period period
                        ? Stream.of(
                            period.getStartElement().getValueAsString(),
                            period.getEndElement().getValueAsString())
                        : Stream.of(value.primitiveValue()));
    return Stream.concat(dates, effective)
        .filter(Objects::nonNull)
        .max((a, b) -> (a + "~").compareTo(b + "~"))
        .orElse("");
  }

  private static Concept concept(Resource resource) {
    List<Coding> codings = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    Stream.concat(
            values(resource, "medication[x]", "code"),
            values(resource, "component").flatMap(part -> values(part, "code")))
        .forEach(value -> add(value, codings, texts));
    return new Concept(codings, texts);
  }

  private static void add(Base value, List<Coding> codings, List<String> texts) {
    if (value instanceof Reference reference && reference.hasDisplay()) {
      texts.add(reference.getDisplay());
    }
    if (value instanceof CodeableConcept concept) {
      concept
          .getCoding()
          .forEach(
              c ->
                  codings.add(
                      new Coding(text(c.getSystem()), text(c.getCode()), text(c.getDisplay()))));
      if (concept.hasText()) {
        texts.add(concept.getText());
      }
    }
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
