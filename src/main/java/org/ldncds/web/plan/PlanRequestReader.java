package org.ldncds.web.plan;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.ldncds.clinical.drug.Strength;
import org.ldncds.clinical.protocol.TitrationProtocol;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.titration.Taking;
import org.ldncds.clinical.titration.TitrationPlan;
import org.ldncds.knowledge.PlanPageWords;
import org.ldncds.web.plan.PlanRequest.Asked;
import org.ldncds.web.plan.PlanRequest.Fault;
import org.ldncds.web.plan.PlanRequest.Reading;
import org.ldncds.web.plan.PlanRequest.Refused;

/** Reads the parameters of the address, and says of each what is wrong with it. */
final class PlanRequestReader {

  static final String PROTOCOL = "protocol";
  static final String START = "start";
  static final String DOSE = "dose";
  static final String MORNING = "morning";
  static final String LIQUID = "liquid";
  static final String ALTERNATE_DAYS = "alternate-days";

  private static final List<String> KNOWN =
      List.of(PROTOCOL, START, DOSE, MORNING, LIQUID, ALTERNATE_DAYS);

  /** A plan is for the near future, or was printed not long ago. */
  private static final int MOST_YEARS_AWAY = 2;

  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,5}(\\.[0-9]{1,3})?");
  private static final Pattern HARMLESS_NAME = Pattern.compile("[A-Za-z_-]{1,30}");

  private final PlanPageWords words;
  private final Map<String, TitrationProtocol> protocols;
  private final Strength usualLiquid;

  PlanRequestReader(
      PlanPageWords words, Map<String, TitrationProtocol> protocols, Strength usualLiquid) {
    this.words = words;
    this.protocols = protocols;
    this.usualLiquid = usualLiquid;
  }

  /**
   * @param parameters as the address has them
   * @param today what "far away" is counted from
   */
  Reading read(Map<String, String[]> parameters, LocalDate today) {
    return new Attempt(parameters, today).reading();
  }

  /** One address while it is read. */
  private final class Attempt {

    private final Map<String, String[]> parameters;
    private final LocalDate today;
    private final List<Fault> faults = new ArrayList<>();

    Attempt(Map<String, String[]> parameters, LocalDate today) {
      this.parameters = parameters;
      this.today = today;
    }

    Reading reading() {
      parameters.forEach(this::requireKnownAndSingle);
      Optional<TitrationProtocol> protocol = protocol();
      Optional<LocalDate> start = start();
      Optional<Dose> present = present(protocol);
      boolean morning = yes(MORNING);
      boolean everyOtherDay = yes(ALTERNATE_DAYS);
      boolean liquid = yes(LIQUID);
      if (!liquid && protocol.isPresent() && !TitrationPlan.isMadeOfCapsules(protocol.get())) {
        fault(PROTOCOL, "not-in-stock", Map.of());
      }
      if (!faults.isEmpty() || protocol.isEmpty() || start.isEmpty() || present.isEmpty()) {
        return new Refused(faults);
      }
      return new Asked(
          new PlanRequest(
              protocol.get(),
              start.get(),
              present.get(),
              new Taking(
                  morning,
                  everyOtherDay,
                  liquid ? Optional.of(millilitresPerMilligram()) : Optional.empty())));
    }

    private void requireKnownAndSingle(String name, String[] values) {
      if (!KNOWN.contains(name)) {
        String shown = HARMLESS_NAME.matcher(name).matches() ? name : "?";
        faults.add(
            new Fault(
                shown,
                shown,
                words.sentence("faults.unknown", Map.of("known", String.join(", ", KNOWN)))));
      } else if (values.length > 1) {
        fault(name, "twice", Map.of());
      }
    }

    private Optional<String> value(String name) {
      String[] values = parameters.get(name);
      return values == null || values.length != 1 || values[0].isBlank()
          ? Optional.empty()
          : Optional.of(values[0].strip());
    }

    private Optional<String> required(String name) {
      Optional<String> value = value(name);
      String[] values = parameters.get(name);
      if (value.isEmpty() && (values == null || values.length == 1)) {
        fault(name, "missing", Map.of());
      }
      return value;
    }

    private Optional<TitrationProtocol> protocol() {
      Optional<String> id = required(PROTOCOL);
      Optional<TitrationProtocol> protocol = id.map(protocols::get);
      if (id.isPresent() && protocol.isEmpty()) {
        fault(PROTOCOL, "unknown-protocol", Map.of());
      }
      return protocol;
    }

    private Optional<LocalDate> start() {
      Optional<String> text = required(START);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      Optional<LocalDate> start = text.flatMap(PlanRequestReader::date);
      LocalDate earliest = today.minusYears(MOST_YEARS_AWAY);
      LocalDate latest = today.plusYears(MOST_YEARS_AWAY);
      if (start.isEmpty()) {
        fault(START, "not-a-date", Map.of("example", today.toString()));
      } else if (start.get().isBefore(earliest) || start.get().isAfter(latest)) {
        fault(
            START,
            "far-away",
            Map.of("earliest", words.longDate(earliest), "latest", words.longDate(latest)));
      }
      return start;
    }

    private Optional<Dose> present(Optional<TitrationProtocol> protocol) {
      Optional<String> text = value(DOSE);
      if (text.isEmpty()) {
        return Optional.of(Dose.ZERO);
      }
      if (!isNumber(text.get())) {
        fault(DOSE, "not-a-number", Map.of());
        return Optional.empty();
      }
      Dose dose = Dose.ofMilligrams(text.get());
      Optional<Dose> target = protocol.map(TitrationProtocol::targetDose);
      if (!dose.isPositive()) {
        fault(DOSE, "not-positive", Map.of());
      } else if (target.isPresent() && !dose.isBelow(target.get())) {
        fault(DOSE, "at-target", Map.of("target", target.get().toString()));
      }
      return Optional.of(dose);
    }

    private boolean yes(String name) {
      Optional<String> value = value(name);
      if (value.isPresent() && !value.get().equals("true") && !value.get().equals("false")) {
        fault(name, "not-yes-or-no", Map.of());
      }
      return value.filter("true"::equals).isPresent();
    }

    private void fault(String name, String kind, Map<String, ?> values) {
      faults.add(
          new Fault(name, words.label("form." + name), words.sentence("faults." + kind, values)));
    }
  }

  static boolean isDate(String text) {
    return date(text).isPresent();
  }

  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return DATE.matcher(text).matches() ? Optional.of(LocalDate.parse(text)) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private BigDecimal millilitresPerMilligram() {
    return usualLiquid
        .quantity()
        .divide(usualLiquid.amount().milligrams(), MathContext.DECIMAL32)
        .stripTrailingZeros();
  }
}
