package org.ldncds.clinical.check;

import org.ldncds.clinical.facts.Gap;

/**
 * What a check says of the facts. A check that could not judge says so; it never stays silent
 * instead.
 */
public sealed interface Outcome permits Outcome.Clear, Finding, Outcome.Undetermined {

  /** The check judged everything it was asked for and has nothing to say. */
  record Clear(String check) implements Outcome {}

  /** The check could not judge, because of the gap. */
  record Undetermined(String check, Gap gap) implements Outcome {}
}
