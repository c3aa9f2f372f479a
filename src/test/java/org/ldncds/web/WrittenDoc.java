package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A document that is made from what the build knows. The committed one must be the same; {@code
 * -Ddocs.write=true} rewrites it.
 */
final class WrittenDoc {

  private WrittenDoc() {}

  static void requireSame(Path document, String made) throws IOException {
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(document, made);
    }
    assertEquals(
        made,
        Files.exists(document) ? Files.readString(document) : "",
        () -> document + " is out of date. Maybe run its test with -Ddocs.write=true?");
  }
}
