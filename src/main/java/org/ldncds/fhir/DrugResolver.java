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
    record Known(Drug drug) implements Found {}

    /** A drug with a name or a code that is none the rules know. */
    record OfNoConcern() implements Found {}

    /**
     * Nothing to recognise it by, or only that it looks like an opioid.
     *
     * @param reason for the card; empty where there is neither name nor known code
     */
    record Unknown(String reason) implements Found {}
  }

  private final DrugCatalogue catalogue;
  private final CodeLookup lookup;
  private final Map<String, RawResource> medications = new HashMap<>();

  DrugResolver(DrugCatalogue catalogue, CodeLookup lookup) {
    this.catalogue = catalogue;
    this.lookup = lookup;
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

  /** The drug that the record itself names, where it is one the rules know. */
  Optional<Drug> known(RawResource raw) {
    return judge(raw.concept()) instanceof Found.Known found
        ? Optional.of(found.drug())
        : Optional.empty();
  }

  private Found judge(Concept concept) {
    return judge(Concepts.codes(concept), Concepts.names(concept));
  }

  private Found judge(List<Code> codes, List<String> names) {
    Optional<Drug> drug = catalogue.find(codes, names);
    if (drug.isPresent()) {
      return new Found.Known(drug.get());
    }
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
    return found instanceof Found.Known known ? new Found.Known(known.drug().takenAs(form)) : found;
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
