package org.ldncds.knowledge.rxnorm;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.DrugCatalogue;

/**
 * Tells whether a table was made with the same knowledge of ingredients: a table made before an
 * opioid was added would call its products harmless.
 */
final class Fingerprint {

  private Fingerprint() {}

  static String of(DrugCatalogue drugs) {
    TreeSet<String> lines = new TreeSet<>();
    for (DrugCatalogue.Listed listed : drugs.ingredients()) {
      List<String> codes = listed.codes().stream().map(Code::toString).toList();
      lines.add(
          String.join(
              "|",
              listed.ingredient().name(),
              listed.ingredient().role().label(),
              sorted(listed.names()),
              sorted(codes)));
    }
    lines.addAll(drugs.signsOfOpioids());
    byte[] all = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(sha256().digest(all), 0, 16);
  }

  private static String sorted(Collection<String> values) {
    return values.stream().sorted().collect(Collectors.joining(";"));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
