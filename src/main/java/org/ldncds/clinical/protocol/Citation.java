package org.ldncds.clinical.protocol;

import java.util.Locale;
import java.util.Optional;

/**
 * A source of clinical figures.
 *
 * @param date year or date of the version used
 */
public record Citation(String id, String title, Kind kind, String date, Optional<String> url) {

  /** Kinds of source, the weightiest first: the order in which cards cite them. */
  public enum Kind {
    LABEL,
    GUIDELINE,
    TRIAL,
    REVIEW,
    CASE_REPORT,
    WEB_PAGE,
    /** General knowledge that no source was found for. */
    EXPERT_DEFAULT;

    /** The name in knowledge files and on cards: lower case with spaces. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  @Override
  public String toString() {
    return title + " (" + kind.label() + ", " + date + ")";
  }
}
