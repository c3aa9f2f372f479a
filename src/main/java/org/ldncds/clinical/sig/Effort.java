package org.ldncds.clinical.sig;

/** Counts the characters and words looked at, so that a test can prove that reading is linear. */
final class Effort {

  private long looks;

  void look() {
    looks++;
  }

  long looks() {
    return looks;
  }
}
