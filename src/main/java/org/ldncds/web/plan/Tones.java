package org.ldncds.web.plan;

/** The shades of the steps, from the lightest to the darkest; chart and calendar share them. */
final class Tones {

  private static final int DARKEST = 8;

  private Tones() {}

  /**
   * @param step from 0
   * @param steps how many there are
   * @return a class of the stylesheet; the last step has the darkest
   */
  static String of(int step, int steps) {
    int below = steps - 1 - step;
    return "tone-" + (DARKEST - below * (DARKEST - 1) / Math.max(1, steps - 1));
  }
}
