package org.ldncds.knowledge.rxnorm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of an RxNorm release in a folder, or in its folder rrf.
 *
 * @param release its date as 2026-11-02; "unknown" where neither RXNSAB.RRF nor a name tells
 */
record ReleaseFiles(Path concepts, Path relations, Path attributes, String release) {

  private static final String UNKNOWN = "unknown";

  /** "RXNORM_20AA_261102F" in RXNSAB.RRF. */
  private static final Pattern VERSION =
      Pattern.compile("(?:^|[|_])(\\d\\d)(0[1-9]|1[0-2])([0-3]\\d)F(?:\\||$)");

  /** "RxNorm_full_11022026", "Readme_Full_11022026.txt". */
  private static final Pattern NAME =
      Pattern.compile("_(0[1-9]|1[0-2])([0-3]\\d)(20\\d\\d)(?:\\D|$)");

  /**
   * @throws RxNormException where the folder or one of the files is missing
   */
  static ReleaseFiles in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new RxNormException(
          folder,
          0,
          Files.exists(folder)
              ? "this is no folder. Maybe the archive has to be unpacked first?"
              : "there is no such folder. Maybe it is mistyped, or relative to another folder?");
    }
    Path rrf = Files.isDirectory(folder.resolve("rrf")) ? folder.resolve("rrf") : folder;
    return new ReleaseFiles(
        file(rrf, "RXNCONSO.RRF"),
        file(rrf, "RXNREL.RRF"),
        file(rrf, "RXNSAT.RRF"),
        release(folder, rrf));
  }

  private static Path file(Path folder, String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new RxNormException(
          file,
          0,
          "this file is missing. Maybe give the folder that the release was unpacked to, which holds rrf/RXNCONSO.RRF?");
    }
    return file;
  }

  long bytes() throws IOException {
    return 2 * Files.size(concepts) + Files.size(relations) + Files.size(attributes);
  }

  private static String release(Path folder, Path rrf) throws IOException {
    Path sources = rrf.resolve("RXNSAB.RRF");
    if (Files.isRegularFile(sources)) {
      try (Stream<String> rows = Files.lines(sources, StandardCharsets.ISO_8859_1)) {
        for (String row : rows.filter(r -> r.contains("|RXNORM|")).toList()) {
          Matcher version = VERSION.matcher(row);
          if (version.find()) {
            return "20" + version.group(1) + "-" + version.group(2) + "-" + version.group(3);
          }
        }
      }
    }
    try (Stream<Path> names = Files.list(folder)) {
      List<Path> named = Stream.concat(Stream.of(folder.toAbsolutePath()), names).toList();
      return named.stream()
          .map(ReleaseFiles::dated)
          .filter(d -> !d.equals(UNKNOWN))
          .findFirst()
          .orElse(UNKNOWN);
    }
  }

  private static String dated(Path path) {
    Path name = path.getFileName();
    Matcher date = NAME.matcher(name == null ? "" : name.toString().toLowerCase(Locale.ROOT));
    return date.find() ? date.group(3) + "-" + date.group(1) + "-" + date.group(2) : UNKNOWN;
  }
}
