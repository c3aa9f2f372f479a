package org.ldncds.hooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ldncds.clinical.check.Indicator;
import org.ldncds.clinical.check.Topic;

/** Which cards are shown of many: no rule may speak for each topic yet, so drafts are made here. */
class CardChoiceTest {

  private static Draft draft(Topic topic, Indicator indicator) {
    return new Draft(
        topic,
        indicator,
        topic.code(),
        topic.code(),
        List.of(),
        List.of(),
        new Basis(List.of(), Optional.empty(), ""));
  }

  private static ServiceDefinition service(Map<Topic, Indicator> shownFrom) {
    return new ServiceDefinition(
        "a", "order-sign", "a", "a", "a", Map.of(), List.of(), true, false, shownFrom);
  }

  private static CardChoice choice(List<Draft> drafts, int most, Set<Topic> silenced) {
    return CardChoice.of(drafts, service(Map.of()), new CardSettings(most, silenced, false));
  }

  private static List<Topic> topics(CardChoice choice) {
    return choice.shown().stream().map(Draft::topic).toList();
  }

  private static List<Draft> oneOfEach(Indicator indicator) {
    List<Draft> drafts = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      drafts.add(draft(topic, indicator));
    }
    return drafts;
  }

  @Test
  void fourOfTenAreShownAndTheOthersAreNamed() {
    CardChoice choice = choice(oneOfEach(Indicator.INFO), 4, Set.of());
    assertEquals(
        List.of(
            Topic.OPIOID_CONFLICT,
            Topic.CONTRAINDICATION,
            Topic.CHECK_INCOMPLETE,
            Topic.PRECAUTION),
        topics(choice));
    Set<Topic> others = new TreeSet<>(Set.of(Topic.values()));
    others.removeAll(topics(choice));
    assertEquals(others, choice.omitted());
  }

  @ParameterizedTest
  @CsvSource({"1,3", "2,3", "3,3", "4,4", "10,5"})
  void conflictsAndUnfinishedChecksAreNeverLeftOut(int most, int shown) {
    List<Draft> drafts =
        List.of(
            draft(Topic.DOSE_RANGE, Indicator.CRITICAL),
            draft(Topic.PRECAUTION, Indicator.WARNING),
            draft(Topic.CHECK_INCOMPLETE, Indicator.INFO),
            draft(Topic.OPIOID_CONFLICT, Indicator.WARNING),
            draft(Topic.OPIOID_CONFLICT, Indicator.INFO));
    CardChoice choice = choice(drafts, most, Set.of());
    assertEquals(shown, choice.shown().size());
    assertEquals(3, choice.shown().stream().filter(CardChoiceTest::isFixed).count());
    assertEquals(5 - shown, choice.omitted().size());
  }

  private static boolean isFixed(Draft draft) {
    return Set.of(Topic.OPIOID_CONFLICT, Topic.CHECK_INCOMPLETE).contains(draft.topic());
  }

  @Test
  void theMostUrgentComeFirst() {
    CardChoice choice =
        choice(
            List.of(
                draft(Topic.OPIOID_CONFLICT, Indicator.INFO),
                draft(Topic.PRECAUTION, Indicator.WARNING),
                draft(Topic.CHECK_INCOMPLETE, Indicator.WARNING),
                draft(Topic.DOSE_RANGE, Indicator.CRITICAL)),
            4,
            Set.of());
    assertEquals(
        List.of(Topic.DOSE_RANGE, Topic.CHECK_INCOMPLETE, Topic.PRECAUTION, Topic.OPIOID_CONFLICT),
        topics(choice));
  }

  @ParameterizedTest
  @EnumSource(Topic.class)
  void onlyACriticalConflictOrContraindicationMutes(Topic topic) {
    boolean mutes = topic == Topic.OPIOID_CONFLICT || topic == Topic.CONTRAINDICATION;
    for (Indicator indicator : Indicator.values()) {
      List<Draft> drafts = new ArrayList<>(List.of(draft(topic, indicator)));
      Set<Topic> muted = Set.of(Topic.TITRATION_PLAN, Topic.BASELINE_TESTS, Topic.INDICATION);
      muted.stream()
          .filter(other -> other != topic)
          .forEach(other -> drafts.add(draft(other, Indicator.INFO)));
      int shown = mutes && indicator == Indicator.CRITICAL ? 1 : drafts.size();
      CardChoice choice = choice(drafts, 10, Set.of());
      assertEquals(shown, choice.shown().size(), topic + " " + indicator);
      assertEquals(Set.of(), choice.omitted(), "what is muted is not named as left out");
    }
  }

  @Test
  void aConflictThatIsSwitchedOffStillMutes() {
    List<Draft> drafts =
        List.of(
            draft(Topic.OPIOID_CONFLICT, Indicator.CRITICAL),
            draft(Topic.TITRATION_PLAN, Indicator.INFO));
    assertEquals(List.of(), topics(choice(drafts, 4, Set.of(Topic.OPIOID_CONFLICT))));
  }

  @Test
  void aServiceShowsATopicFromItsUrgencyOn() {
    for (Indicator indicator : Indicator.values()) {
      CardChoice choice =
          CardChoice.of(
              List.of(draft(Topic.DOSE_RANGE, indicator)),
              service(Map.of(Topic.DOSE_RANGE, Indicator.WARNING)),
              new CardSettings(4, Set.of(), false));
      assertEquals(indicator != Indicator.INFO, !choice.shown().isEmpty(), indicator.name());
    }
  }
}
