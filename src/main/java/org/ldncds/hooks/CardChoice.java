package org.ldncds.hooks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.ldncds.clinical.check.Indicator;
import org.ldncds.clinical.check.Topic;

/**
 * Which cards are shown, since too many are as bad as none: the most urgent first, at most as many
 * as the deployer wants, and never without those that say a conflict or an unfinished check. What
 * must not be started needs neither plan, nor tests, nor advice on its purpose.
 *
 * @param omitted topics for which there was no room
 * @param silent recorded but not shown; they take no room of others
 */
record CardChoice(List<Draft> shown, Set<Topic> omitted, List<Draft> silent) {

  private static final Set<Topic> NEVER_OMITTED =
      Set.of(Topic.OPIOID_CONFLICT, Topic.CHECK_INCOMPLETE);
  private static final Set<Topic> MUTING = Set.of(Topic.OPIOID_CONFLICT, Topic.CONTRAINDICATION);
  private static final Set<Topic> MUTED =
      Set.of(Topic.TITRATION_PLAN, Topic.BASELINE_TESTS, Topic.INDICATION);

  static CardChoice of(List<Draft> drafts, ServiceDefinition service, CardSettings settings) {
    boolean mute =
        drafts.stream()
            .anyMatch(d -> d.indicator() == Indicator.CRITICAL && MUTING.contains(d.topic()));
    List<Draft> ranked =
        drafts.stream()
            .filter(draft -> !settings.silenced().contains(draft.topic()))
            .filter(draft -> service.shows(draft.topic(), draft.indicator()))
            .filter(draft -> !(mute && MUTED.contains(draft.topic())))
            .sorted(Comparator.comparing(Draft::indicator).reversed().thenComparing(Draft::topic))
            .toList();
    List<Draft> silent =
        ranked.stream().filter(draft -> settings.silent().contains(draft.topic())).toList();
    List<Draft> told = ranked.stream().filter(draft -> !silent.contains(draft)).toList();
    return shortened(told, silent, settings.maxCards());
  }

  private static CardChoice shortened(List<Draft> ranked, List<Draft> silent, int most) {
    long fixed = ranked.stream().filter(draft -> NEVER_OMITTED.contains(draft.topic())).count();
    long room = Math.max(0, most - fixed);
    List<Draft> shown = new ArrayList<>();
    Set<Topic> omitted = new TreeSet<>();
    for (Draft draft : ranked) {
      if (NEVER_OMITTED.contains(draft.topic())) {
        shown.add(draft);
      } else if (room > 0) {
        room--;
        shown.add(draft);
      } else {
        omitted.add(draft.topic());
      }
    }
    return new CardChoice(shown, omitted, silent);
  }
}
