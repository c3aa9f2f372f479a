package org.ldncds.knowledge.rxnorm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * RxNorm's kinds of drug concept, the more general first: what a product contains always stands
 * before it, so that the direction of a relation follows from its two ends and not from how a file
 * writes it. After RxNorm's technical documentation, appendix on term types.
 */
enum TermType {
  IN,
  PIN,
  MIN,
  SCDG,
  SCDGP,
  SCDF,
  SCDFP,
  SCDC,
  SCD,
  BN,
  SBDG,
  SBDF,
  SBDFP,
  SBDC,
  SBD,
  GPCK,
  BPCK;

  private static final Map<String, TermType> BY_NAME = new HashMap<>();
  private static final List<TermType> BY_RANK = List.of(values());

  static {
    for (TermType type : values()) {
      BY_NAME.put(type.name(), type);
    }
  }

  /** Null where the term names no drug of its own: a dose form, a synonym. */
  static @Nullable TermType of(String name) {
    return BY_NAME.get(name);
  }

  static TermType ofRank(int rank) {
    return BY_RANK.get(rank);
  }

  /** The place in the order, for lists of bare numbers. */
  @SuppressWarnings("EnumOrdinal")
  int rank() {
    return ordinal();
  }

  boolean isIngredient() {
    return this == IN || this == PIN;
  }
}
