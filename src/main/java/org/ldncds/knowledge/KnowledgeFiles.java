package org.ldncds.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a knowledge folder.
 *
 * @param texts contents by path below the folder, with forward slashes
 */
public record KnowledgeFiles(SortedMap<String, String> texts) {

  private static final int VERSION_BYTES = 6;

  /**
   * @throws KnowledgeException where the folder cannot be read
   */
  public static KnowledgeFiles in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new KnowledgeException(
          folder.toString(),
          0,
          "",
          "there is no such folder. Maybe cds.knowledge is mistyped, or relative to another folder?");
    }
    SortedMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new KnowledgeFiles(texts);
  }

  /**
   * @throws KnowledgeException where there is no such file
   */
  String text(String name) {
    String text = texts.get(name);
    if (text == null) {
      throw new KnowledgeException(
          name, 0, "", "this file is missing." + Nearest.advice(name, texts.keySet()));
    }
    return text;
  }

  /** The files of one folder with one ending, in order of their names. */
  Map<String, String> below(String folder, String ending) {
    SortedMap<String, String> found = new TreeMap<>();
    texts.forEach(
        (name, text) -> {
          if (name.startsWith(folder) && name.endsWith(ending)) {
            found.put(name, text);
          }
        });
    return found;
  }

  /** Twelve digits that change with any of the files, so that a card can be traced to its rules. */
  public String version() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      texts.forEach(
          (name, text) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
          });
      return HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
