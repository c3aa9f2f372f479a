package org.ldncds.sandbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.CodeSystem.PropertyType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;
import org.ldncds.clinical.check.Rule;
import org.ldncds.clinical.check.Topic;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.DrugCatalogue.Listed;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.clinical.drug.Terminology;
import org.ldncds.hooks.CardWriter;
import org.ldncds.knowledge.Knowledge;
import org.ldncds.knowledge.RuleStatement;
import org.ldncds.knowledge.Transparency;
import org.ldncds.knowledge.Transparency.Attribute;

/**
 * The codes that cards carry, the rules with their 13 source attributes, and the drugs that the
 * rules know.
 */
final class TerminologyResources {

  private final Knowledge knowledge;
  private final Published published;

  TerminologyResources(Knowledge knowledge, Published published) {
    this.knowledge = knowledge;
    this.published = published;
  }

  Stream<Resource> all() {
    return Stream.concat(
        Stream.of(topics(), overrideReasons(), rules()),
        Arrays.stream(DrugRole.values())
            .filter(role -> role != DrugRole.COMPANION)
            .flatMap(role -> drugs(role).stream()));
  }

  private CodeSystem system(CodeSystem system, String description) {
    system.setDescription(description + " " + published.review());
    system.setCaseSensitive(true);
    system.setContent(CodeSystemContentMode.COMPLETE);
    return system;
  }

  private CodeSystem topics() {
    CodeSystem system =
        system(
            published.as(new CodeSystem(), CardWriter.TOPIC_SYSTEM, "topics", "Topics of cards"),
            "What a card is about. Codes never change their meaning.");
    for (Topic topic : Topic.values()) {
      system
          .addConcept()
          .setCode(topic.code())
          .setDisplay(knowledge.wording().topic(topic).display());
    }
    return counted(system);
  }

  private CodeSystem overrideReasons() {
    CodeSystem system =
        system(
            published.as(
                new CodeSystem(),
                CardWriter.OVERRIDE_SYSTEM,
                "override-reasons",
                "Reasons to override a card"),
            "Offered on cards, at most six each.");
    Map<String, String> reasons = new LinkedHashMap<>();
    for (Topic topic : Topic.values()) {
      reasons.putAll(knowledge.wording().topic(topic).overrideReasons());
    }
    reasons.forEach((code, display) -> system.addConcept().setCode(code).setDisplay(display));
    return counted(system);
  }

  private CodeSystem rules() {
    CodeSystem system =
        system(
            published.as(new CodeSystem(), "rules", "Rules of LDN CDS"),
            "Every rule with the source attributes that US 45 CFR 170.315(b)(11) asks for.");
    property(system, "citation", "A source the rule rests on", PropertyType.STRING);
    property(system, "developer", "Who made the rule", PropertyType.STRING);
    property(system, "funding", "Who paid for it", PropertyType.STRING);
    property(system, "released", "In force in this version since", PropertyType.DATETIME);
    property(system, "reviewed", "Last clinical review", PropertyType.STRING);
    property(system, "reads", "Which records it looks at", PropertyType.STRING);
    property(system, "limits", "What it cannot know", PropertyType.STRING);
    for (Attribute attribute : Attribute.values()) {
      property(
          system,
          "uses-" + attribute.label(),
          "Whether it uses " + attribute.display() + ": yes or no",
          PropertyType.CODE);
    }
    for (Rule rule : Rule.values()) {
      rule(system.addConcept(), rule);
    }
    return counted(system);
  }

  private void rule(ConceptDefinitionComponent concept, Rule rule) {
    Transparency transparency = knowledge.transparency();
    Transparency.Group group = transparency.group(rule);
    RuleStatement statement = Objects.requireNonNull(knowledge.rules().get(rule));
    concept.setCode(rule.id()).setDisplay(statement.says());
    statement.sources().stream()
        .map(id -> Objects.requireNonNull(knowledge.citations().get(id)).toString())
        .forEach(citation -> set(concept, "citation", new StringType(citation)));
    set(concept, "developer", new StringType(transparency.developer()));
    set(concept, "funding", new StringType(transparency.funding()));
    set(concept, "released", new DateTimeType(statement.since().toString()));
    set(concept, "reviewed", new StringType(published.review()));
    set(concept, "reads", new StringType(group.reads()));
    set(concept, "limits", new StringType(group.limits()));
    List<Attribute> uses = transparency.uses(rule);
    for (Attribute attribute : Attribute.values()) {
      set(
          concept,
          "uses-" + attribute.label(),
          new CodeType(uses.contains(attribute) ? "yes" : "no"));
    }
  }

  private static void property(
      CodeSystem system, String code, String description, PropertyType type) {
    system.addProperty().setCode(code).setDescription(description).setType(type);
  }

  private static void set(ConceptDefinitionComponent concept, String code, Type value) {
    concept.addProperty().setCode(code).setValue(value);
  }

  private static CodeSystem counted(CodeSystem system) {
    system.setCount(system.getConcept().size());
    return system;
  }

  /** The coded ingredients of one role; none where no code is known. */
  private List<ValueSet> drugs(DrugRole role) {
    Map<Terminology, List<Listed>> bySystem = new LinkedHashMap<>();
    for (Listed listed : knowledge.drugs().ingredients()) {
      if (listed.ingredient().role() == role) {
        listed.codes().stream()
            .map(Code::system)
            .distinct()
            .forEach(
                system -> bySystem.computeIfAbsent(system, s -> new ArrayList<>()).add(listed));
      }
    }
    if (bySystem.isEmpty()) {
      return List.of();
    }
    ValueSet set =
        published.as(
            new ValueSet(), "drugs-" + role.label(), "Drugs: " + role.label().replace('-', ' '));
    set.setDescription("Ingredients by the codes the rules know. " + published.review());
    bySystem.forEach((system, drugs) -> set.getCompose().addInclude(include(system, drugs)));
    return List.of(set);
  }

  private static ConceptSetComponent include(Terminology system, Collection<Listed> drugs) {
    ConceptSetComponent include = new ConceptSetComponent().setSystem(system.uri());
    for (Listed drug : drugs) {
      drug.codes().stream()
          .filter(code -> code.system() == system)
          .forEach(
              code ->
                  include.addConcept().setCode(code.value()).setDisplay(drug.ingredient().name()));
    }
    return include;
  }
}
