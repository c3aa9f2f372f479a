package org.ldncds.fhir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.Medication.MedicationIngredientComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Substance;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.drug.Form;
import org.ldncds.clinical.facts.Gap;
import org.ldncds.clinical.quantity.Units;
import org.ldncds.fhir.RawResource.Concept;
import org.ldncds.fhir.RawResource.Entry;

/**
 * Finds the drug of a record: in the record itself, in a Medication it contains, or in one sent
 * beside it.
 */
final class DrugResolver {

  /** What came of looking for a drug. */
  sealed interface Found {

    /** A drug the rules know. */
    record Known(Drug known) implements Found {
      @Override
      public Optional<Drug> drug() {
        return Optional.of(known);
      }
    }

    /**
     * What looks like an opioid or naltrexone and is not recognised.
     *
     * @param words in which it looks so
     * @param drug what else was recognised beside it
     */
    record Suspected(String words, Optional<Drug> drug) implements Found {}

    /** A drug with a name that is none the rules know. */
    record OfNoConcern() implements Found {}

    /**
     * Nothing to recognise it by.
     *
     * @param reason for the card; empty where there is neither name nor known code
     */
    record Unknown(String reason) implements Found {}

    default Optional<Drug> drug() {
      return Optional.empty();
    }

    /** What the clinician must hear of, where the drug was not surely recognised. */
    default Optional<Gap> gap(String record) {
      return this instanceof Suspected suspected
          ? Optional.of(new Gap(Gap.Kind.DRUG_SUSPECTED, record, suspected.words()))
          : this instanceof Unknown unknown
              ? Optional.of(new Gap(Gap.Kind.DRUG_UNKNOWN, record, unknown.reason()))
              : Optional.empty();
    }
  }

  private final DrugCatalogue catalogue;
  private final CodeLookup lookup;
  private final IngredientStrength ingredientStrength;
  private final Map<String, RawResource> medications = new HashMap<>();

  DrugResolver(DrugCatalogue catalogue, CodeLookup lookup, Units units) {
    this.catalogue = catalogue;
    this.lookup = lookup;
    this.ingredientStrength = new IngredientStrength(units);
  }

  /** Makes the Medications among the entries known to references. */
  void add(List<Entry> entries) {
    lookup.prepare(entries);
    for (Entry entry : entries) {
      if (entry.resource().type().equals("Medication")) {
        medications.put("Medication/" + entry.resource().id(), entry.resource());
        if (!entry.fullUrl().isEmpty()) {
          medications.put(entry.fullUrl(), entry.resource());
        }
      }
    }
  }

  /**
   * True where what was noted of the record proves that its drug matters to no rule: it names
   * itself, as another drug.
   */
  boolean isProvedIrrelevant(RawResource raw) {
    return !raw.indirect() && judge(raw.concept()) instanceof Found.OfNoConcern;
  }

  /**
   * The Medication that a record refers to and that nobody sent; empty where its drug can be told
   * without it.
   */
  Optional<String> missingMedication(RawResource raw) {
    String reference = raw.medication();
    boolean elsewhere = !reference.isEmpty() && !reference.startsWith("#");
    return elsewhere
            && !medications.containsKey(reference)
            && !medications.containsKey(relative(reference))
            && !(judge(raw.concept()) instanceof Found.OfNoConcern)
            && known(raw).flatMap(Drug::opioid).isEmpty()
        ? Optional.of(reference)
        : Optional.empty();
  }

  /** The drug that the record itself names, where it is one the rules know. */
  Optional<Drug> known(RawResource raw) {
    return judge(raw.concept()).drug();
  }

  private Found judge(Concept concept) {
    return judge(Concepts.codes(concept), Concepts.names(concept));
  }

  private Found judge(List<Code> codes, List<String> names) {
    return lookup.judge(codes, names);
  }

  /**
   * @param medication a CodeableConcept or a Reference; anything else names no drug
   */
  Found find(DomainResource record, @Nullable Type medication) {
    if (medication instanceof CodeableConcept concept) {
      return judge(Concepts.codes(concept), Concepts.names(concept));
    }
    return medication instanceof Reference reference
        ? byReference(record, reference)
        : new Found.Unknown("");
  }

  /** The drug as its record says that it is given. */
  Drug taken(Drug drug, DomainResource record) {
    return Routes.taken(drug, Routes.of(record), catalogue);
  }

  private Found byReference(DomainResource record, Reference reference) {
    List<Code> codes = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Form form = Form.UNKNOWN;
    if (reference.hasDisplay()) {
      names.add(reference.getDisplay());
    }
    Optional<Medication> medication = medication(record, reference.getReference());
    if (medication.isPresent()) {
      codes.addAll(Concepts.codes(medication.get().getCode()));
      names.addAll(Concepts.names(medication.get().getCode()));
      form =
          String.join(" ", Concepts.names(medication.get().getForm())).isBlank()
              ? Form.UNKNOWN
              : catalogue.formOf(String.join(" ", Concepts.names(medication.get().getForm())));
      for (MedicationIngredientComponent ingredient : medication.get().getIngredient()) {
        if (ingredient.hasItemCodeableConcept()) {
          codes.addAll(Concepts.codes(ingredient.getItemCodeableConcept()));
          names.addAll(Concepts.names(ingredient.getItemCodeableConcept()));
        } else if (ingredient.hasItemReference()) {
          item(record, ingredient.getItemReference())
              .forEach(
                  concept -> {
                    codes.addAll(Concepts.codes(concept));
                    names.addAll(Concepts.names(concept));
                  });
        }
      }
    }
    Found found = judge(codes, names);
    if (!(found instanceof Found.Known known)) {
      return found;
    }
    Drug drug = known.known().takenAs(form);
    return new Found.Known(medication.map(m -> ingredientStrength.completed(drug, m)).orElse(drug));
  }

  /** What an ingredient refers to: its display, and a Substance or Medication where it was sent. */
  private List<CodeableConcept> item(DomainResource record, Reference reference) {
    List<CodeableConcept> concepts = new ArrayList<>();
    concepts.add(new CodeableConcept().setText(reference.getDisplay()));
    medication(record, reference.getReference()).ifPresent(m -> concepts.add(m.getCode()));
    record.getContained().stream()
        .filter(Substance.class::isInstance)
        .map(Substance.class::cast)
        .filter(s -> ("#" + s.getIdElement().getIdPart()).equals(reference.getReference()))
        .forEach(s -> concepts.add(s.getCode()));
    return concepts;
  }

  private Optional<Medication> medication(DomainResource record, @Nullable String reference) {
    if (reference == null) {
      return Optional.empty();
    }
    if (reference.startsWith("#")) {
      return record.getContained().stream()
          .filter(Medication.class::isInstance)
          .filter(
              contained ->
                  reference.equals("#" + contained.getIdElement().getIdPart())
                      || reference.equals(contained.getId()))
          .map(Medication.class::cast)
          .findFirst();
    }
    RawResource raw = medications.get(reference);
    if (raw == null) {
      raw = medications.get(relative(reference));
    }
    return raw == null
        ? Optional.empty()
        : Optional.of(ResourceParser.parse(raw, Medication.class));
  }

  /** "Medication/id" out of an absolute or versioned reference. */
  private static String relative(String reference) {
    int at = reference.lastIndexOf("Medication/");
    String tail = at < 0 ? reference : reference.substring(at);
    int version = tail.indexOf("/_history/");
    return version < 0 ? tail : tail.substring(0, version);
  }
}
