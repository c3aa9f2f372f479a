package org.ldncds.clinical.facts;

import java.util.Set;

/**
 * A condition of the problem list, or an order's reason.
 *
 * @param groups the condition groups its codes and names belong to; empty for conditions that
 *     matter to no rule
 */
public record Problem(
    String name, Set<String> groups, Status status, boolean severe, RecordReference record) {

  /** The clinical status as far as rules ask for it. */
  public enum Status {
    ACTIVE,
    IN_REMISSION,
    INACTIVE
  }

  public Problem {
    groups = Set.copyOf(groups);
  }

  public boolean isActive() {
    return status == Status.ACTIVE;
  }

  public boolean isIn(String group) {
    return groups.contains(group);
  }

  public boolean isInAny(Set<String> others) {
    return groups.stream().anyMatch(others::contains);
  }
}
