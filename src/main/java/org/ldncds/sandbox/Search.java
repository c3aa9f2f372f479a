package org.ldncds.sandbox;

import ca.uhn.fhir.model.api.ResourceMetadataKeyEnum;
import ca.uhn.fhir.model.valueset.BundleEntrySearchModeEnum;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** One search of FHIR R4: parameters are joined by and, their comma-separated values by or. */
final class Search {

  private static final String SORT = "_sort";
  private static final String INCLUDE = "_include";

  /** Answered by the server itself. */
  private static final Set<String> OF_THE_SERVER =
      Set.of("_count", "_format", "_pretty", "_summary", "_elements", "_total", "_offset");

  private final String type;
  private final Map<String, SearchParameter> known;
  private final ResourceStore store;

  Search(String type, ResourceStore store) {
    this.type = type;
    this.known = SearchParameter.of(type);
    this.store = store;
  }

  /**
   * The matches, and after them what was to be included.
   *
   * @throws InvalidRequestException naming a parameter that is not known
   */
  List<Resource> find(Map<String, String[]> asked) {
    Predicate<Resource> wanted = resource -> true;
    List<String> includes = new ArrayList<>();
    Comparator<Resource> order = Comparator.comparing(r -> r.getIdElement().getIdPart());
    for (Map.Entry<String, String[]> entry : asked.entrySet()) {
      String name = entry.getKey();
      if (name.equals(INCLUDE)) {
        includes.addAll(Arrays.asList(entry.getValue()));
      } else if (name.equals(SORT)) {
        order = sorted(entry.getValue()[0]).thenComparing(order);
      } else if (!OF_THE_SERVER.contains(name)) {
        SearchParameter parameter = parameter(name);
        for (String value : entry.getValue()) {
          List<String> alternatives = List.of(value.split(",", -1));
          wanted = wanted.and(r -> Matching.matches(r, parameter, alternatives));
        }
      }
    }
    List<Resource> matches = store.all(type).stream().filter(wanted).sorted(order).toList();
    return withIncluded(matches, includes);
  }

  private SearchParameter parameter(String name) {
    SearchParameter parameter = known.get(name);
    if (parameter == null) {
      throw new InvalidRequestException(
          "Unknown search parameter. Maybe one of "
              + known.keySet().stream().sorted().toList()
              + "?");
    }
    return parameter;
  }

  private Comparator<Resource> sorted(String sort) {
    return Arrays.stream(sort.split(",", -1))
        .map(this::sortedBy)
        .reduce(Comparator::thenComparing)
        .orElseThrow();
  }

  private Comparator<Resource> sortedBy(String key) {
    boolean descending = key.startsWith("-");
    String path = parameter(descending ? key.substring(1) : key).path();
    Comparator<Resource> by = Comparator.comparing(resource -> first(resource, path));
    return descending ? by.reversed() : by;
  }

  private static String first(Resource resource, String path) {
    return Matching.values(resource, path).stream()
        .map(value -> value instanceof Period period ? period.getStartElement() : value)
        .map(value -> String.valueOf(value.primitiveValue()))
        .findFirst()
        .orElse("");
  }

  private List<Resource> withIncluded(List<Resource> matches, List<String> includes) {
    Map<String, Resource> included = new LinkedHashMap<>();
    for (String include : includes) {
      String[] parts = include.split(":", -1);
      if (parts.length < 2 || !parts[0].equals(type)) {
        throw new InvalidRequestException(
            "_include names no reference of " + type + ". Maybe MedicationRequest:medication?");
      }
      SearchParameter parameter = parameter(parts[1]);
      for (Resource match : matches) {
        for (Base value : Matching.values(match, parameter.path())) {
          target(value).ifPresent(r -> included.put(r.fhirType() + "/" + r.getId(), r));
        }
      }
    }
    List<Resource> all = new ArrayList<>();
    matches.forEach(match -> all.add(match.copy()));
    included.values().stream()
        .map(Resource::copy)
        .forEach(
            copy -> {
              ResourceMetadataKeyEnum.ENTRY_SEARCH_MODE.put(
                  copy, BundleEntrySearchModeEnum.INCLUDE);
              all.add(copy);
            });
    return all;
  }

  private Optional<Resource> target(Base value) {
    if (!(value instanceof Reference reference) || !reference.hasReference()) {
      return Optional.empty();
    }
    IdType id = new IdType(reference.getReference());
    return id.hasResourceType()
        ? store.get(id.getResourceType(), id.getIdPart())
        : Optional.empty();
  }
}
