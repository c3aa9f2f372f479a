package org.ldncds.fhir;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.drug.Terminology;
import org.ldncds.fhir.DrugResolver.Found;
import org.ldncds.fhir.RawResource.Entry;

/**
 * Judges, within one request, what no table and no written name tells: by the imported release, by
 * the terminology server where the deployer names one, and by what looks like an opioid. All codes
 * are asked for together, and all waiting of the request has one deadline.
 */
final class CodeLookup {

  private static final Set<Terminology> DRUG_SYSTEMS =
      EnumSet.of(
          Terminology.RXNORM,
          Terminology.SNOMED,
          Terminology.NDC,
          Terminology.UNII,
          Terminology.ATC);
  private static final Pattern CODE = Pattern.compile("[A-Z0-9-]{1,20}");
  private static final String NOT_REACHED = "the terminology server was not reached";
  private static final String NOT_KNOWN_THERE = "the terminology server does not know its code";

  private final DrugCatalogue catalogue;
  private final Optional<TerminologyServer> server;
  private final Judgements<Found> known;
  private final Map<Code, CompletableFuture<LookedUp>> asked = new HashMap<>();
  private long deadline;

  /**
   * @param known what the catalogue said before, of requests of any patient
   */
  CodeLookup(DrugCatalogue catalogue, Optional<TerminologyServer> server, Judgements<Found> known) {
    this.catalogue = catalogue;
    this.server = server;
    this.known = known;
  }

  /** Asks for all codes of these records that nothing else tells of; those without a name first. */
  void prepare(Collection<Entry> entries) {
    if (server.isEmpty()) {
      return;
    }
    List<Code> named = new ArrayList<>();
    List<Code> nameless = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.resource().type().startsWith("Medication")) {
        List<Code> codes = Concepts.codes(entry.resource().concept());
        List<String> names = Concepts.names(entry.resource().concept());
        if (isOpen(codes) && catalogue.find(codes, names).isEmpty()) {
          (catalogue.nameNothing(names) ? nameless : named).addAll(codes);
        }
      }
    }
    nameless.forEach(this::ask);
    named.forEach(this::ask);
  }

  /** True where no table knows any of the codes. */
  private boolean isOpen(List<Code> codes) {
    return codes.stream().noneMatch(catalogue::isOfNoConcern);
  }

  private void ask(Code code) {
    boolean fits = DRUG_SYSTEMS.contains(code.system()) && CODE.matcher(code.value()).matches();
    if (server.isEmpty() || !fits || asked.containsKey(code)) {
      return;
    }
    TerminologyServer.Settings settings = server.get().settings();
    if (asked.size() < settings.codes()) {
      if (asked.isEmpty()) {
        deadline = System.nanoTime() + settings.time().toNanos();
      }
      asked.put(code, server.get().find(code));
    }
  }

  /**
   * Decides what is to become of a record: an opioid decides at once, since nothing worse can hide
   * beside it; what no table knows may still look like one.
   */
  Found judge(List<Code> codes, List<String> names) {
    return server.isPresent()
        ? judgedAfresh(codes, names)
        : known.of(codes, names, () -> judgedAfresh(codes, names));
  }

  private Found judgedAfresh(List<Code> codes, List<String> names) {
    Optional<Drug> drug = catalogue.find(codes, names);
    if (drug.flatMap(Drug::opioid).isPresent()) {
      return new Found.Known(drug.get());
    }
    return withAnswers(codes, names, drug);
  }

  /**
   * What becomes of a record in which the catalogue finds no opioid.
   *
   * @param drug what else it finds in the codes and names
   */
  private Found withAnswers(List<Code> codes, List<String> names, Optional<Drug> drug) {
    List<LookedUp> answers = drug.isEmpty() && isOpen(codes) ? answers(codes) : List.of();
    if (answers.isEmpty()) {
      return judged(codes, names, drug, answers);
    }
    List<Code> allCodes = new ArrayList<>(codes);
    List<String> allNames = new ArrayList<>(names);
    for (LookedUp answer : answers) {
      if (answer instanceof LookedUp.Known known) {
        allCodes.addAll(known.codes());
        allNames.addAll(known.names());
      }
    }
    return judged(allCodes, allNames, catalogue.find(allCodes, allNames), answers);
  }

  /** What no table knows may still look like an opioid; only what names another drug is none. */
  private Found judged(
      List<Code> codes, List<String> names, Optional<Drug> drug, List<LookedUp> answers) {
    if (drug.flatMap(Drug::opioid).isPresent()) {
      return new Found.Known(drug.get());
    }
    Optional<String> suspicion = catalogue.suspicion(codes, names, drug);
    if (suspicion.isPresent()) {
      return new Found.Suspected(suspicion.get(), drug);
    }
    if (drug.isPresent()) {
      return new Found.Known(drug.get());
    }
    return isOpen(codes) && catalogue.nameNothing(names)
        ? new Found.Unknown(reason(answers))
        : new Found.OfNoConcern();
  }

  private static String reason(List<LookedUp> answers) {
    if (answers.stream().anyMatch(LookedUp.Failed.class::isInstance)) {
      return NOT_REACHED;
    }
    return answers.isEmpty() ? "" : NOT_KNOWN_THERE;
  }

  private List<LookedUp> answers(List<Code> codes) {
    List<LookedUp> answers = new ArrayList<>();
    codes.forEach(this::ask);
    for (Code code : codes) {
      CompletableFuture<LookedUp> answer = asked.get(code);
      if (answer != null) {
        answers.add(await(answer));
      }
    }
    return answers;
  }

  private LookedUp await(CompletableFuture<LookedUp> answer) {
    try {
      return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return new LookedUp.Failed();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new LookedUp.Failed();
    }
  }
}
