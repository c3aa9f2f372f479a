package org.ldncds.knowledge.rxnorm;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.ldncds.clinical.drug.ImportedProducts.Row;
import org.ldncds.clinical.drug.Ingredient;

/**
 * Writes the table beside the old one and puts it in its place in one step, so that there is always
 * a whole table. The old one is kept as {@code .previous}. Plain text, so that one can look a code
 * up in it.
 */
final class TableFile {

  static final String FIRST_LINE = "LDN CDS product table of an RxNorm release, format 1";
  static final String CHECKSUM = "sha-256 ";

  private TableFile() {}

  /**
   * @throws RxNormException where another import is writing
   */
  static void write(Path table, TableData data) throws IOException {
    Path folder = table.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path unfinished = Path.of(table + ".unfinished");
    try (FileChannel channel =
            FileChannel.open(unfinished, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lock(channel, unfinished)) {
      channel.truncate(0);
      content(Channels.newOutputStream(channel), data);
      channel.force(true);
      if (Files.exists(table)) {
        Path previous = Path.of(table + ".previous");
        Files.copy(table, previous, StandardCopyOption.REPLACE_EXISTING);
      }
      if (lock.isValid()) {
        Files.move(unfinished, table, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  private static FileLock lock(FileChannel channel, Path file) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      // another import of this very process: told below
    }
    throw new RxNormException(
        file, 0, "another import is writing this table. Maybe wait until it is done?");
  }

  private static void content(OutputStream out, TableData data) throws IOException {
    MessageDigest digest = Fingerprint.sha256();
    Writer lines =
        new BufferedWriter(
            new OutputStreamWriter(new DigestOutputStream(out, digest), StandardCharsets.UTF_8),
            1 << 16);
    lines.write(FIRST_LINE + "\n");
    lines.write("release " + data.release() + "\n");
    lines.write("imported " + data.imported() + "\n");
    lines.write("knowledge " + data.knowledge() + "\n");
    lines.write("products " + data.rows().size() + "\n");
    for (Row row : data.rows()) {
      String ingredients =
          String.join(";", row.ingredients().stream().map(Ingredient::name).toList());
      String brands = String.join(";", row.brands());
      lines.write(row.rxcui() + "|" + ingredients + "|" + brands + "|" + row.name() + "\n");
    }
    lines.write("ndcs " + data.ndcs().length + "\n");
    for (int i = 0; i < data.ndcs().length; i++) {
      lines.write(data.ndcs()[i] + "|" + data.rows().get(data.rowOfNdc()[i]).rxcui() + "\n");
    }
    lines.write("others " + data.others().length + "\n");
    for (int rxcui : data.others()) {
      lines.write(rxcui + "\n");
    }
    lines.write("other-ndcs " + data.otherNdcs().length + "\n");
    for (long ndc : data.otherNdcs()) {
      lines.write(ndc + "\n");
    }
    lines.flush();
    String checksum = CHECKSUM + HexFormat.of().formatHex(digest.digest()) + "\n";
    out.write(checksum.getBytes(StandardCharsets.US_ASCII));
  }
}
