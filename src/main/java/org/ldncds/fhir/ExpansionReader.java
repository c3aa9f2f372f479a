package org.ldncds.fhir;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionComponent;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.Terminology;
import org.ldncds.fhir.Expansion.Outcome;

/**
 * Reads the descendants of one SNOMED CT code page by page: ValueSet/$expand of the implicit value
 * set that FHIR R4 gives each code, {@code http://snomed.info/sct?fhir_vs=isa/code}.
 */
final class ExpansionReader {

  /**
   * How much is read.
   *
   * @param call the most that one call takes, with its answer
   * @param page codes asked for at once; servers may send fewer
   * @param pages of one code
   * @param answer bytes of one page
   * @param codes of all codes of the table together
   */
  record Limits(Duration call, int page, int pages, int answer, int codes) {

    /** Malignant neoplasms, by far the most, are some ten thousand. */
    static final Limits USUAL =
        new Limits(Duration.ofSeconds(30), 1_000, 200, 4 * 1024 * 1024, 200_000);
  }

  private static final String OPERATION = "ValueSet/$expand";
  private static final String VALUE_SET = "http://snomed.info/sct?fhir_vs=isa/";
  private static final String TOO_COSTLY =
      "http://hl7.org/fhir/StructureDefinition/valueset-toocostly";
  private static final String NOT_KNOWN = "not known there"; // each code descends from itself
  private static final Pattern SNOMED_CODE = Pattern.compile("[0-9]{6,18}");

  private final TerminologyCalls calls;
  private final Limits limits;
  private final AtomicLong room;

  /**
   * @param room how many codes there is still room for, over all readers that share it
   */
  ExpansionReader(TerminologyCalls calls, Limits limits, AtomicLong room) {
    this.calls = calls;
    this.limits = limits;
    this.room = room;
  }

  /**
   * Waits for all pages.
   *
   * @throws InterruptedException where it is no longer wanted
   */
  Expansion read(Code listed) throws InterruptedException {
    Set<String> codes = new HashSet<>();
    int seen = 0;
    for (int page = 0; page < limits.pages; page++) {
      TerminologyAnswer answer;
      try {
        answer = page(listed, seen);
      } catch (ExecutionException e) {
        return Expansion.without(Outcome.FAILED, "no answer in time, or too large a one");
      }
      if (answer.expansion().isEmpty()) {
        return without(answer, page);
      }
      ValueSetExpansionComponent expansion = answer.expansion().get();
      int before = codes.size();
      int sent = collect(expansion, codes);
      seen += sent;
      if (room.addAndGet(before - codes.size()) < 0) {
        return new Expansion(Outcome.CUT, codes, "more than " + limits.codes + " codes in all");
      }
      if (expansion.hasExtension(TOO_COSTLY)) {
        return new Expansion(Outcome.CUT, codes, "too many for the server");
      }
      if (isLast(expansion, sent, seen)) {
        return codes.isEmpty()
            ? Expansion.without(Outcome.NOT_KNOWN, NOT_KNOWN)
            : new Expansion(Outcome.LOADED, codes, "");
      }
      if (codes.size() == before) {
        return Expansion.without(Outcome.FAILED, "a page without anything new before the end");
      }
    }
    return new Expansion(Outcome.CUT, codes, "more than " + limits.pages + " pages");
  }

  private TerminologyAnswer page(Code listed, int offset)
      throws InterruptedException, ExecutionException {
    return calls
        .get(
            OPERATION,
            Map.of(
                "url", VALUE_SET + listed.value(),
                "count", String.valueOf(limits.page),
                "offset", String.valueOf(offset)),
            limits.answer,
            limits.call)
        .get();
  }

  /** What a server cannot do it says at the first page. */
  private static Expansion without(TerminologyAnswer answer, int page) {
    if (page == 0 && answer.saysNotKnown()) {
      return Expansion.without(Outcome.NOT_KNOWN, NOT_KNOWN);
    }
    return page == 0 && answer.isNotSupported()
        ? Expansion.without(
            Outcome.NOT_SUPPORTED, "the server does not support $expand, HTTP " + answer.status())
        : Expansion.without(
            Outcome.FAILED, "no expansion that can be read, HTTP " + answer.status());
  }

  /** Without a total all codes are there, unless the page says at which place it begins. */
  private static boolean isLast(ValueSetExpansionComponent expansion, int sent, int seen) {
    return expansion.hasTotal()
        ? seen >= expansion.getTotal()
        : sent == 0 || !expansion.hasOffset();
  }

  /** Nested entries too; how many stand on the page, whatever they are. */
  private static int collect(ValueSetExpansionComponent expansion, Set<String> codes) {
    int sent = 0;
    Deque<ValueSetExpansionContainsComponent> left = new ArrayDeque<>(expansion.getContains());
    while (!left.isEmpty()) {
      ValueSetExpansionContainsComponent entry = left.pop();
      sent++;
      left.addAll(entry.getContains());
      boolean snomed =
          Terminology.ofUri(entry.hasSystem() ? entry.getSystem() : "")
              .filter(system -> system == Terminology.SNOMED)
              .isPresent();
      if (snomed && entry.hasCode() && SNOMED_CODE.matcher(entry.getCode()).matches()) {
        codes.add(entry.getCode());
      }
    }
    return sent;
  }
}
