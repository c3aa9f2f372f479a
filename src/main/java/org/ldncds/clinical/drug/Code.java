package org.ldncds.clinical.drug;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A code of a known code system in one spelling: NDC as eleven digits where its parts tell, ICD
 * without doubt of case.
 */
public record Code(Terminology system, String value) {

  private static final Pattern NDC_PARTS = Pattern.compile("(\\d{4,5})-(\\d{3,4})(?:-(\\d{1,2}))?");

  public Code {
    value = value.strip().toUpperCase(Locale.ROOT);
    if (system == Terminology.NDC) {
      value = ndc(value);
    }
  }

  private static String ndc(String value) {
    var parts = NDC_PARTS.matcher(value);
    if (!parts.matches()) {
      return value;
    }
    String product =
        "0".repeat(5 - parts.group(1).length())
            + parts.group(1)
            + "0".repeat(4 - parts.group(2).length())
            + parts.group(2);
    String pack = parts.group(3);
    return pack == null ? product : product + "0".repeat(2 - pack.length()) + pack;
  }
}
