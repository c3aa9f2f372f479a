package org.ldncds.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Compares a resource with one value of a search parameter, as FHIR R4 defines it. */
final class Matching {

  private Matching() {}

  /**
   * @param values alternatives, as sent
   */
  static boolean matches(Resource resource, SearchParameter parameter, List<String> values) {
    List<Base> found = values(resource, parameter.path());
    return values.stream()
        .anyMatch(wanted -> found.stream().anyMatch(value -> matches(parameter, value, wanted)));
  }

  /** All values that stand at a path. */
  static List<Base> values(Resource resource, String path) {
    List<Base> found = List.of(resource);
    if (path.equals("id")) {
      return List.of(new IdType(resource.getIdElement().getIdPart()));
    }
    for (String element : path.split("\\.", -1)) {
      List<Base> next = new ArrayList<>();
      found.forEach(base -> next.addAll(base.listChildrenByName(element)));
      found = next;
    }
    return found;
  }

  private static boolean matches(SearchParameter parameter, Base value, String wanted) {
    return switch (parameter.kind()) {
      case TOKEN -> isToken(value, wanted);
      case REFERENCE -> isReference(value, parameter, wanted);
      case DATE -> TimeSpan.isMet(value, parameter.name(), wanted);
      case STRING -> beginsWith(value, wanted);
      case URI -> value.primitiveValue() != null && value.primitiveValue().equals(wanted);
    };
  }

  private static boolean isToken(Base value, String wanted) {
    int bar = wanted.indexOf('|');
    String system = bar < 0 ? null : wanted.substring(0, bar);
    String code = wanted.substring(bar + 1);
    if (value instanceof CodeableConcept concept) {
      return concept.getCoding().stream().anyMatch(coding -> isCoding(coding, system, code));
    }
    if (value instanceof Coding coding) {
      return isCoding(coding, system, code);
    }
    if (value instanceof Identifier identifier) {
      return isSystem(identifier.getSystem(), system)
          && (code.isEmpty() || code.equals(identifier.getValue()));
    }
    return code.equals(value.primitiveValue());
  }

  private static boolean isCoding(Coding coding, @Nullable String system, String code) {
    return isSystem(coding.getSystem(), system)
        && (code.isEmpty() || code.equals(coding.getCode()));
  }

  private static boolean isSystem(@Nullable String system, @Nullable String wanted) {
    return wanted == null || wanted.equals(system == null ? "" : system);
  }

  /** Ids are compared, and types where both name one. */
  private static boolean isReference(Base value, SearchParameter parameter, String wanted) {
    if (!(value instanceof Reference reference) || !reference.hasReference()) {
      return false;
    }
    IdType own = new IdType(reference.getReference());
    IdType other = new IdType(wanted);
    boolean patient = parameter.name().equals("patient");
    String type = other.hasResourceType() ? other.getResourceType() : patient ? "Patient" : "";
    return String.valueOf(own.getIdPart()).equals(other.getIdPart())
        && (type.isEmpty() || !own.hasResourceType() || own.getResourceType().equals(type));
  }

  private static boolean beginsWith(Base value, String wanted) {
    Stream<String> texts =
        value instanceof HumanName name
            ? Stream.concat(
                Stream.of(String.valueOf(name.getText()), String.valueOf(name.getFamily())),
                name.getGiven().stream().map(given -> given.getValue()))
            : Stream.of(String.valueOf(value.primitiveValue()));
    String lower = wanted.toLowerCase(Locale.ROOT);
    return texts.anyMatch(text -> text.toLowerCase(Locale.ROOT).startsWith(lower));
  }
}
