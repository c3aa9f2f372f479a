package org.ldncds.fhir;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.Terminology;
import org.ldncds.clinical.facts.ConditionGroups;
import org.ldncds.fhir.Expansion.Outcome;

/**
 * Loads, on threads of its own, what descends from the SNOMED CT codes of the condition table, so
 * that no request waits for it. What could not be loaded is tried again after some minutes, and
 * everything once a day; what was loaded before is kept until there is something newer.
 */
public final class DescendantsLoader implements AutoCloseable {

  /**
   * When it is loaded.
   *
   * @param retry after which what is missing is asked for again
   * @param refresh after which everything is asked for again
   */
  record Pace(Duration retry, Duration refresh) {
    static final Pace USUAL = new Pace(Duration.ofMinutes(5), Duration.ofHours(24));
  }

  private static final System.Logger LOG = System.getLogger(DescendantsLoader.class.getName());
  private static final String NOT_REACHED = "the terminology server was not reached";
  private static final String NOT_ALL =
      "the terminology server did not tell all codes that descend from those we know";
  private static final int AT_ONCE = 4;

  /** A server that is down is not asked for each code. */
  private static final int FAILURES_IN_A_ROW = 5;

  private final TerminologyServer server;
  private final List<Code> listed;
  private final Consumer<Outcome> told;
  private final ExpansionReader.Limits limits;
  private final Pace pace;
  private final Thread thread = named().newThread(this::run);
  private final Map<Code, Expansion> latest = new LinkedHashMap<>();
  private final Map<String, Set<String>> below = new HashMap<>();
  private final Set<String> whole = new HashSet<>();
  private volatile int loaded;
  private String logged = "";
  private long everything = System.nanoTime();

  /**
   * @param told hears of each code that was asked for, how it went
   */
  public DescendantsLoader(
      TerminologyServer server, ConditionGroups conditions, Consumer<Outcome> told) {
    this(server, conditions, told, ExpansionReader.Limits.USUAL, Pace.USUAL);
  }

  DescendantsLoader(
      TerminologyServer server,
      ConditionGroups conditions,
      Consumer<Outcome> told,
      ExpansionReader.Limits limits,
      Pace pace) {
    this.server = server;
    this.listed = conditions.codes(Terminology.SNOMED);
    this.told = told;
    this.limits = limits;
    this.pace = pace;
    server.descendants().tell(Map.of(), Optional.of(NOT_REACHED));
  }

  private static ThreadFactory named() {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, "descendants-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Begins to load, and returns at once. */
  public void start() {
    thread.start();
  }

  /** Ends what is under way; nothing is asked for any more. */
  @Override
  public void close() {
    thread.interrupt();
  }

  /** How many codes of the table there are. */
  public int listed() {
    return listed.size();
  }

  /** Of how many of them all descendants were loaded, now or before a failure. */
  public int loaded() {
    return loaded;
  }

  private void run() {
    try {
      while (!Thread.interrupted()) {
        Thread.sleep(round().toMillis());
      }
    } catch (InterruptedException e) {
      // closed: the thread ends
    }
  }

  /** How long to wait for the next. */
  private Duration round() throws InterruptedException {
    try {
      load(due());
      tell();
      return pause();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "descendants not loaded: {0}", e.getClass().getName());
      return pace.retry;
    }
  }

  /** All once a day, else what failed: what was not asked for goes first. */
  private List<Code> due() {
    if (System.nanoTime() - everything >= 0) {
      everything = System.nanoTime() + pace.refresh.toNanos();
      return listed;
    }
    List<Code> due = new ArrayList<>();
    listed.stream().filter(code -> !latest.containsKey(code)).forEach(due::add);
    latest.forEach(
        (code, expansion) -> {
          if (isToBeTriedAgain(expansion)) {
            due.add(code);
          }
        });
    return due;
  }

  private static boolean isToBeTriedAgain(Expansion expansion) {
    return expansion.outcome() == Outcome.FAILED || expansion.outcome() == Outcome.NOT_SUPPORTED;
  }

  private Duration pause() {
    boolean missing =
        latest.size() < listed.size()
            || latest.values().stream().anyMatch(DescendantsLoader::isToBeTriedAgain);
    Duration untilAll = Duration.ofNanos(Math.max(0, everything - System.nanoTime()));
    return missing && pace.retry.compareTo(untilAll) < 0 ? pace.retry : untilAll;
  }

  private void load(List<Code> due) throws InterruptedException {
    due.forEach(latest::remove);
    long kept =
        below.entrySet().stream()
            .filter(entry -> !due.contains(new Code(Terminology.SNOMED, entry.getKey())))
            .mapToLong(entry -> entry.getValue().size())
            .sum();
    AtomicLong room = new AtomicLong(limits.codes() - kept);
    AtomicInteger failures = new AtomicInteger();
    List<Callable<Optional<Expansion>>> work = new ArrayList<>();
    for (Code code : due) {
      work.add(() -> ask(code, room, failures));
    }
    ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE, named());
    try {
      List<Future<Optional<Expansion>>> done = workers.invokeAll(work);
      for (int i = 0; i < due.size(); i++) {
        Code code = due.get(i);
        done.get(i).get().ifPresent(expansion -> keep(code, expansion));
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      workers.shutdownNow();
    }
  }

  /** Empty where it was not worth asking. */
  private Optional<Expansion> ask(Code code, AtomicLong room, AtomicInteger failures)
      throws InterruptedException {
    if (failures.get() >= FAILURES_IN_A_ROW) {
      return Optional.empty();
    }
    Expansion expansion = new ExpansionReader(server.calls(), limits, room).read(code);
    if (expansion.outcome() == Outcome.NOT_SUPPORTED) {
      failures.set(FAILURES_IN_A_ROW);
    } else if (expansion.outcome() == Outcome.FAILED) {
      failures.incrementAndGet();
    } else {
      failures.updateAndGet(f -> f >= FAILURES_IN_A_ROW ? f : 0);
    }
    told.accept(expansion.outcome());
    return Optional.of(expansion);
  }

  private void keep(Code code, Expansion expansion) {
    latest.put(code, expansion);
    switch (expansion.outcome()) {
      case LOADED -> {
        below.put(code.value(), expansion.codes());
        whole.add(code.value());
      }
      case CUT -> {
        below.put(code.value(), expansion.codes());
        whole.remove(code.value());
      }
      case NOT_KNOWN -> {
        below.remove(code.value());
        whole.remove(code.value());
      }
      case FAILED, NOT_SUPPORTED -> {
        // what was loaded before is kept
      }
    }
  }

  private void tell() {
    server.descendants().tell(below, open());
    loaded = whole.size(); // who reads this finds them
    log();
  }

  private Outcome outcome(Code code) {
    Expansion expansion = latest.get(code);
    return expansion == null ? Outcome.FAILED : expansion.outcome();
  }

  /** A server that cannot tell descendants leaves everything as it is without one. */
  private Optional<String> open() {
    Map<Outcome, Long> by = outcomes();
    if (by.containsKey(Outcome.NOT_SUPPORTED)
        || whole.size() + by.getOrDefault(Outcome.NOT_KNOWN, 0L) == listed.size()) {
      return Optional.empty();
    }
    return Optional.of(by.containsKey(Outcome.CUT) ? NOT_ALL : NOT_REACHED);
  }

  private Map<Outcome, Long> outcomes() {
    return listed.stream().collect(Collectors.groupingBy(this::outcome, Collectors.counting()));
  }

  /** Said again only where something changed. */
  private void log() {
    Set<String> reasons = new TreeSet<>();
    latest.values().forEach(expansion -> reasons.add(expansion.reason()));
    reasons.remove("");
    String line =
        "SNOMED CT descendants of "
            + loaded
            + " of "
            + listed.size()
            + " listed codes are loaded"
            + (reasons.isEmpty() ? "" : "; last answers: " + String.join(", ", reasons));
    if (!line.equals(logged)) {
      boolean well = loaded == listed.size() && reasons.isEmpty();
      LOG.log(well ? System.Logger.Level.INFO : System.Logger.Level.WARNING, line);
      logged = line;
    }
  }
}
