package org.ldncds.web.playground;

import java.util.ArrayList;
import java.util.List;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.Terminology;
import tools.jackson.databind.JsonNode;

/**
 * A CodeableConcept of FHIR.
 *
 * @param name to show
 * @param names all it is called
 * @param codes those of systems that the knowledge lists
 */
public record Concept(String name, List<String> names, List<Code> codes) {

  public Concept {
    names = List.copyOf(names);
    codes = List.copyOf(codes);
  }

  static Concept of(JsonNode concept) {
    List<String> names = new ArrayList<>();
    List<Code> codes = new ArrayList<>();
    names.add(Json.text(concept, "/text"));
    for (JsonNode coding : concept.path("coding")) {
      names.add(Json.text(coding, "/display"));
      Terminology.ofUri(Json.text(coding, "/system"))
          .ifPresent(system -> codes.add(new Code(system, Json.text(coding, "/code"))));
    }
    names.removeIf(String::isBlank);
    return new Concept(names.isEmpty() ? "a drug without a name" : names.get(0), names, codes);
  }

  static String name(JsonNode concept) {
    return of(concept).name();
  }
}
