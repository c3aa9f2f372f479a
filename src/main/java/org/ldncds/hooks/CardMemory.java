package org.ldncds.hooks;

import java.util.List;
import java.util.Optional;
import org.ldncds.clinical.check.Topic;

/** What outlives an answer. An answer never waits for it, and does not fail with it. */
public interface CardMemory {

  /** Remembers nothing. */
  CardMemory NONE =
      new CardMemory() {
        @Override
        public Optional<EarlierOverride> overridden(Call call, Topic topic, Basis basis) {
          return Optional.empty();
        }

        @Override
        public void shown(Call call, List<WrittenCard> cards) {}
      };

  /**
   * The last time that this user overrode, with a reason, a card of this topic that rested on the
   * same facts; empty where that is too long ago, not known or not wanted.
   */
  Optional<EarlierOverride> overridden(Call call, Topic topic, Basis basis);

  /** Keeps that these cards were written, and nothing of the patient. */
  void shown(Call call, List<WrittenCard> cards);
}
