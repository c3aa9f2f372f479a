package org.ldncds.knowledge;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ldncds.clinical.check.Indicator;
import org.ldncds.clinical.check.Rule;
import org.ldncds.clinical.check.Topic;

/**
 * One readable case of the rules, run as a test.
 *
 * @param name the sentence it proves
 * @param about the rule it is for
 * @param orders drafts under review, by field
 * @param records what the patient takes or took, by field
 * @param ordered tests and surgery that are ordered, by field
 * @param baselineDone true where all usual tests before naltrexone are done, beside {@code results}
 * @param hook what the clinician does
 * @param selected ids of the drafts under review, of an order that is being written
 * @param settings switched on by the deployer: "mme", "indication"
 * @param fires exactly the rules that speak
 * @param cards exactly the cards that are shown
 * @param says words that stand on them
 * @param silent words that do not
 */
public record Case(
    String file,
    String name,
    Rule about,
    LocalDate today,
    Map<String, String> patient,
    List<Map<String, String>> orders,
    List<Map<String, String>> records,
    List<Map<String, String>> problems,
    List<Map<String, String>> results,
    List<Map<String, String>> ordered,
    boolean baselineDone,
    List<String> missing,
    String hook,
    List<String> selected,
    Set<String> settings,
    Set<Rule> fires,
    Map<Topic, Indicator> cards,
    List<String> says,
    List<String> silent) {}
