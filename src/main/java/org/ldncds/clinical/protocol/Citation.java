package org.ldncds.clinical.protocol;

import java.util.Optional;

/**
 * A source of clinical figures.
 *
 * @param kind label, trial, review, guideline, case report, web page or expert default
 * @param date year or date of the version used
 */
public record Citation(String id, String title, String kind, String date, Optional<String> url) {

  @Override
  public String toString() {
    return title + " (" + kind + ", " + date + ")";
  }
}
