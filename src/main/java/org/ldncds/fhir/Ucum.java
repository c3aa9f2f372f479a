package org.ldncds.fhir;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.fhir.ucum.Decimal;
import org.fhir.ucum.UcumEssenceService;
import org.fhir.ucum.UcumException;
import org.ldncds.clinical.quantity.Units.Kind;
import org.ldncds.clinical.quantity.Units.Unit;

/**
 * Looks up rare units of mass and volume by their UCUM code. It takes a tenth of a millisecond, so
 * the common units never come here, and one request may ask for so many only.
 */
final class Ucum {

  private static final int MOST_LOOKUPS = 50;
  private static final int LONGEST_CODE = 20;
  private static final Map<Kind, String> BASE = Map.of(Kind.MASS, "mg", Kind.VOLUME, "mL");

  /** One with this many digits, since the library rounds to those it is given. */
  private static final String EXACTLY_ONE = "1.000000000000000000000000000000";

  private static final UcumEssenceService SERVICE = service();

  private int lookups;

  /** Reads the table of units, which takes a while, before the first request. */
  static void warmUp() {
    new Ucum().unit("[gr]");
  }

  /** Empty where UCUM does not know the code, or it is neither a mass nor a volume. */
  Optional<Unit> unit(String code) {
    if (code.isEmpty() || code.length() > LONGEST_CODE || lookups++ >= MOST_LOOKUPS) {
      return Optional.empty();
    }
    return factor(code, Kind.MASS).or(() -> factor(code, Kind.VOLUME));
  }

  private static Optional<Unit> factor(String code, Kind kind) {
    try {
      synchronized (SERVICE) {
        String base = BASE.getOrDefault(kind, "");
        BigDecimal factor =
            new BigDecimal(SERVICE.convert(new Decimal(EXACTLY_ONE), code, base).asDecimal());
        return factor.signum() > 0
            ? Optional.of(new Unit(kind, factor.stripTrailingZeros()))
            : Optional.empty();
      }
    } catch (UcumException | RuntimeException e) { // it meets some broken codes with its own faults
      return Optional.empty();
    }
  }

  private static UcumEssenceService service() {
    try (InputStream table = UcumEssenceService.class.getResourceAsStream("/ucum-essence.xml")) {
      return new UcumEssenceService(table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (UcumException e) {
      throw new IllegalStateException("The UCUM table cannot be read", e);
    }
  }
}
