package org.ldncds.clinical.facts;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * A condition of the problem list, or an order's reason.
 *
 * @param groups the condition groups its codes and names belong to; empty for conditions that
 *     matter to no rule
 * @param onset the first day it was there, as far as it is stated
 * @param recorded the day it was written down
 */
public record Problem(
    String name,
    Set<String> groups,
    Status status,
    boolean severe,
    RecordReference record,
    Optional<LocalDate> onset,
    Optional<LocalDate> recorded,
    Set<Doubt> doubts) {

  /** What makes a condition a weak witness; each has its words in the wording file. */
  public enum Doubt {
    /** No code of it is known: its written name alone tells what it is. */
    NAME_ONLY,
    /** The record calls it unconfirmed, provisional or one of several possible ones. */
    NOT_CONFIRMED
  }

  /** The clinical status as far as rules ask for it. */
  public enum Status {
    ACTIVE,
    IN_REMISSION,
    INACTIVE
  }

  public Problem {
    groups = Set.copyOf(groups);
    doubts = Set.copyOf(doubts);
  }

  public boolean isActive() {
    return status == Status.ACTIVE;
  }

  public boolean isIn(String group) {
    return groups.contains(group);
  }

  public boolean isInAny(Collection<String> others) {
    return groups.stream().anyMatch(others::contains);
  }
}
