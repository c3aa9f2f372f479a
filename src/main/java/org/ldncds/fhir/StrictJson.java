package org.ldncds.fhir;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * How everything that comes from outside is read: nesting and numbers are capped, and duplicate
 * keys are refused, since two readers must not disagree about a record.
 */
public final class StrictJson {

  private static final int DEEPEST_NESTING = 64;
  private static final int LONGEST_NUMBER = 100;

  public static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST_NESTING)
                  .maxNumberLength(LONGEST_NUMBER)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private StrictJson() {}

  /** Resources are found again by their bytes, which only UTF-8 allows; FHIR has no other. */
  public static boolean isUtf8(byte[] body) {
    boolean wide = body.length > 1 && (body[0] == 0 || body[1] == 0);
    boolean marked = body.length > 0 && (body[0] == (byte) 0xfe || body[0] == (byte) 0xff);
    return !wide && !marked && Utf8.isWellFormed(body);
  }
}
