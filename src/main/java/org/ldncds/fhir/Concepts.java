package org.ldncds.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.Terminology;
import org.ldncds.fhir.RawResource.Concept;
import tools.jackson.databind.JsonNode;

/** Codes and names of FHIR concepts in the words of the core. */
final class Concepts {

  private Concepts() {}

  /** A CodeableConcept as it was sent. */
  static Concept of(JsonNode sent) {
    List<RawResource.Coding> codings = new ArrayList<>();
    for (JsonNode coding : sent.path("coding")) {
      codings.add(
          new RawResource.Coding(
              coding.path("system").asString(""),
              coding.path("code").asString(""),
              coding.path("display").asString("")));
    }
    return new Concept(codings, List.of(sent.path("text").asString("")));
  }

  static List<Code> codes(Concept concept) {
    List<Code> codes = new ArrayList<>(concept.codings().size());
    concept.codings().forEach(coding -> code(coding.system(), coding.code()).ifPresent(codes::add));
    return codes;
  }

  static List<Code> codes(CodeableConcept concept) {
    return concept.getCoding().stream()
        .flatMap(
            c -> code(c.hasSystem() ? c.getSystem() : "", c.hasCode() ? c.getCode() : "").stream())
        .toList();
  }

  private static Optional<Code> code(String system, String code) {
    return code.isBlank()
        ? Optional.empty()
        : Terminology.ofUri(system).map(terminology -> new Code(terminology, code));
  }

  /** Written names, the text before the displays. */
  static List<String> names(Concept concept) {
    List<String> names = new ArrayList<>(concept.texts());
    concept.codings().forEach(coding -> names.add(coding.display()));
    names.removeIf(name -> !isName(name));
    return names;
  }

  /** A name has a letter: "-" or an invisible character names nothing. */
  static boolean isName(String name) {
    for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
      if (Character.isLetter(name.codePointAt(i))) {
        return true;
      }
    }
    return false;
  }

  static List<String> names(CodeableConcept concept) {
    List<String> names = new ArrayList<>();
    names.add(concept.hasText() ? concept.getText() : "");
    concept.getCoding().stream()
        .filter(Coding::hasDisplay)
        .forEach(coding -> names.add(coding.getDisplay()));
    return names.stream().filter(Concepts::isName).toList();
  }
}
