package org.ldncds.hooks;

import org.ldncds.clinical.check.Topic;

/**
 * A card as the EHR gets it, with what it rests on.
 *
 * @param quieted true where it is shown as info because it was overridden before
 * @param silent true where it is recorded but not returned
 */
public record WrittenCard(Card card, Topic topic, Basis basis, boolean quieted, boolean silent) {}
