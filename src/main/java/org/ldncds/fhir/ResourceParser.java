package org.ldncds.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.ErrorHandlerAdapter;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.IParserErrorHandler.IParseLocation;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ScalarType;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue.ValueType;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Hands one resource at a time to HAPI, so that one bad value is a gap and not a failed request.
 * Narratives are left out, since no rule reads them and they cost most; numbers that would take
 * seconds to calculate with are refused.
 */
final class ResourceParser {

  /** One for all: it is costly to make, and safe to share. */
  static final FhirContext CONTEXT = FhirContext.forR4();

  private static final JsonFactory JSON = new JsonFactory();
  private static final int LONGEST_NUMBER = 40;
  private static final Pattern HUGE_EXPONENT =
      Pattern.compile("[-+]?[0-9.]{1,60}[eE][-+]?[0-9]{3,}");

  private static final String BROKEN = "dosage-not-valid";

  private ResourceParser() {}

  /**
   * @throws UnreadableException where the resource is not valid enough to trust
   */
  static <T extends Resource> T parse(RawResource raw, Class<T> type) {
    return parse(type, () -> withoutNarrative(raw, false));
  }

  /**
   * An order whose dosage is not valid is still an order: the rest of it is read, and its dosage is
   * one that {@link #isBroken}.
   *
   * @throws UnreadableException where the rest is not valid enough to trust
   */
  static MedicationRequest parseOrder(RawResource raw) {
    try {
      return parse(raw, MedicationRequest.class);
    } catch (UnreadableException e) {
      MedicationRequest rest = parse(MedicationRequest.class, () -> withoutNarrative(raw, true));
      Dosage broken = new Dosage();
      broken.setUserData(BROKEN, true);
      return rest.setDosageInstruction(List.of(broken));
    }
  }

  /** True where a dosage stands for one that is not valid FHIR. */
  static boolean isBroken(Dosage dosage) {
    return dosage.hasUserData(BROKEN);
  }

  static boolean hasBrokenDosage(MedicationRequest order) {
    return order.getDosageInstruction().stream().anyMatch(ResourceParser::isBroken);
  }

  private static <T extends Resource> T parse(Class<T> type, Supplier<String> json) {
    try {
      return parser().parseResource(type, json.get());
    } catch (UnreadableException e) {
      throw e;
    } catch (JacksonException e) {
      throw new UnreadableException("not valid JSON");
    } catch (RuntimeException e) { // HAPI meets some broken shapes with a fault of its own
      throw new UnreadableException(
          e instanceof BadValueException bad ? bad.element : "not valid FHIR R4");
    }
  }

  private static IParser parser() {
    IParser parser = CONTEXT.newJsonParser();
    parser.setParserErrorHandler(new RefuseBadValues());
    return parser;
  }

  /**
   * @param withoutDosage leaves the dosage instructions out, whatever stands in them
   */
  private static String withoutNarrative(RawResource raw, boolean withoutDosage) {
    boolean old = false;
    StringWriter out = new StringWriter(raw.to() - raw.from());
    try (JsonParser in =
            JSON.createParser(
                ObjectReadContext.empty(), raw.body(), raw.from(), raw.to() - raw.from());
        JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      int depth = 0;
      for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
        if (token == JsonToken.PROPERTY_NAME && in.getString().equals("text")) {
          in.nextToken();
          if (in.currentToken() == JsonToken.START_OBJECT) {
            skipNarrative(in); // every other "text" of FHIR is a string
            continue;
          }
          generator.writeName("text");
          token = in.currentToken();
        } else if (withoutDosage && isDosage(token, in)) {
          in.nextToken();
          in.skipChildren();
          continue;
        }
        old = old || OldDosage.isOld(token, in);
        requireSafeNumber(token, in);
        generator.copyCurrentEventExact(in); // not as a double
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth == 0) {
          break;
        }
      }
    }
    return old ? OldDosage.modern(out.toString()) : out.toString();
  }

  private static boolean isDosage(JsonToken token, JsonParser in) {
    return token == JsonToken.PROPERTY_NAME && in.getString().equals("dosageInstruction");
  }

  /** Its numbers are looked at too: a suggestion echoes what the parser never sees. */
  private static void skipNarrative(JsonParser in) {
    int depth = 1;
    while (depth > 0) {
      JsonToken token = in.nextToken();
      requireSafeNumber(token, in);
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }
  }

  private static void requireSafeNumber(JsonToken token, JsonParser in) {
    boolean number =
        token.isNumeric()
            && (in.getString().length() > LONGEST_NUMBER
                || HUGE_EXPONENT.matcher(in.getString()).matches());
    boolean quoted =
        token == JsonToken.VALUE_STRING
            && in.getStringLength() < 80
            && HUGE_EXPONENT.matcher(in.getString()).matches();
    if (number || quoted) {
      throw new UnreadableException("a number is out of range");
    }
  }

  /**
   * Values that HAPI cannot read are refused, without logging them; what it does not know is
   * ignored as FHIR asks.
   */
  private static final class RefuseBadValues extends ErrorHandlerAdapter {
    @Override
    public void invalidValue(IParseLocation location, @Nullable String value, String error) {
      throw new BadValueException(location);
    }

    @Override
    public void unexpectedRepeatingElement(IParseLocation location, String element) {
      throw new BadValueException(location);
    }

    @Override
    public void incorrectJsonType(
        IParseLocation location,
        String element,
        ValueType expected,
        @Nullable ScalarType expectedScalar,
        ValueType found,
        @Nullable ScalarType foundScalar) {
      boolean listExpected = expected == ValueType.ARRAY && found == ValueType.OBJECT;
      boolean scalarInOtherDress = expected == ValueType.SCALAR && found == ValueType.SCALAR;
      if (!listExpected && !scalarInOtherDress) {
        throw new BadValueException(location);
      }
    }
  }

  private static final class BadValueException extends DataFormatException {
    private static final long serialVersionUID = 1L;
    private final String element;

    BadValueException(@Nullable IParseLocation location) {
      super("bad value");
      String name = location == null ? null : location.getParentElementName();
      element = name == null ? "not valid FHIR R4" : "a value of " + name + " is not valid";
    }
  }
}
