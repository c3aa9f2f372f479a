package org.ldncds.fhir;

import java.math.BigDecimal;
import java.util.Optional;
import org.ldncds.clinical.drug.Code;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Small parts of FHIR R4 resources as JSON, and a draft of the EHR as a tree to change. */
final class FhirJson {

  private static final String UCUM = "http://unitsofmeasure.org";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private FhirJson() {}

  /** A copy of the draft's own JSON with all that the EHR sent, unknown elements included. */
  static ObjectNode tree(RawResource draft) {
    return (ObjectNode) JSON.readTree(draft.body(), draft.from(), draft.to() - draft.from());
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static ObjectNode resource(String type) {
    return object().put("resourceType", type);
  }

  static ObjectNode concept(String system, String code, String display) {
    ObjectNode concept = object();
    concept
        .putArray("coding")
        .addObject()
        .put("system", system)
        .put("code", code)
        .put("display", display);
    return concept;
  }

  static ObjectNode concept(Optional<Code> code, String display, String text) {
    return code.map(c -> concept(c.system().uri(), c.value(), display))
        .orElseGet(FhirJson::object)
        .put("text", text);
  }

  /**
   * @param code of UCUM
   */
  static ObjectNode quantity(BigDecimal value, String unit, String code) {
    BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
    return object().put("value", plain).put("unit", unit).put("system", UCUM).put("code", code);
  }

  static ObjectNode days(int days) {
    return quantity(BigDecimal.valueOf(days), "days", "d");
  }

  static ObjectNode reference(String reference) {
    return object().put("reference", reference);
  }
}
