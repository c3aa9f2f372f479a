package org.ldncds.store;

/**
 * What became of some cards.
 *
 * @param ignored shown, and nothing came back
 */
public record Tally(long accepted, long overridden, long ignored) {

  public static final Tally NONE = new Tally(0, 0, 0);

  static Tally of(String outcome, long cards) {
    return switch (outcome) {
      case "accepted" -> new Tally(cards, 0, 0);
      case "overridden" -> new Tally(0, cards, 0);
      default -> new Tally(0, 0, cards);
    };
  }

  public Tally plus(Tally more) {
    return new Tally(
        accepted + more.accepted, overridden + more.overridden, ignored + more.ignored);
  }

  public long shown() {
    return accepted + overridden + ignored;
  }
}
