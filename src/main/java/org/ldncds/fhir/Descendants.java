package org.ldncds.fhir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.Terminology;

/**
 * Which SNOMED CT codes descend from codes of the condition table, as far as a terminology server
 * told. It is loaded in the background; reading it costs one look into a map.
 */
final class Descendants {

  /**
   * @param listed by descendant: the nearest codes of the table above it
   * @param open why some may be missing; empty where none is
   */
  private record Told(Map<String, List<Code>> listed, Optional<String> open) {}

  private volatile Told told = new Told(Map.of(), Optional.empty());

  /**
   * The codes, and those of the table that they descend from. A code of the table stays what its
   * own rows say.
   */
  List<Code> withListed(List<Code> codes) {
    Map<String, List<Code>> listed = told.listed;
    if (listed.isEmpty()) {
      return codes;
    }
    Set<Code> more = new LinkedHashSet<>();
    for (Code code : codes) {
      if (code.system() == Terminology.SNOMED) {
        more.addAll(listed.getOrDefault(code.value().strip(), List.of()));
      }
    }
    return more.isEmpty() ? codes : Stream.concat(codes.stream(), more.stream()).toList();
  }

  /** Why it is not known of every code whether it is a descendant. */
  Optional<String> open() {
    return told.open;
  }

  /**
   * @param below by code of the table: its descendants, perhaps with itself
   */
  void tell(Map<String, Set<String>> below, Optional<String> open) {
    told = new Told(nearest(below), open);
  }

  /**
   * Where a code of the table stands below another, what descends from it is told by its rows, as
   * it is itself: decompensated cirrhosis is not also a compensated one.
   */
  private static Map<String, List<Code>> nearest(Map<String, Set<String>> below) {
    Map<String, List<String>> above = new HashMap<>();
    below.forEach(
        (listed, codes) ->
            codes.stream()
                .filter(code -> !below.containsKey(code))
                .forEach(code -> above.computeIfAbsent(code, c -> new ArrayList<>()).add(listed)));
    Map<List<String>, List<Code>> shared = new HashMap<>(); // few lists for very many codes
    Map<String, List<Code>> nearest = new HashMap<>();
    above.forEach(
        (code, all) ->
            nearest.put(code, shared.computeIfAbsent(all, any -> nearestOf(any, below))));
    return Map.copyOf(nearest);
  }

  private static List<Code> nearestOf(List<String> listed, Map<String, Set<String>> below) {
    return listed.stream()
        .filter(far -> listed.stream().noneMatch(near -> isBetween(near, far, below)))
        .map(code -> new Code(Terminology.SNOMED, code))
        .toList();
  }

  /** Of two codes that a server puts below each other, none is nearer. */
  private static boolean isBetween(String near, String far, Map<String, Set<String>> below) {
    return !near.equals(far)
        && below.getOrDefault(far, Set.of()).contains(near)
        && !below.getOrDefault(near, Set.of()).contains(far);
  }
}
