package org.ldncds.knowledge.rxnorm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Reads a file of the RxNorm release format row by row, by hand on bytes, since a release has
 * gigabytes: UTF-8, each field ended by "|", each row by a line feed. After RxNorm's technical
 * documentation.
 */
final class RrfFile implements AutoCloseable {

  private static final int BUFFER = 1 << 20;

  private final Path path;
  private final int columns;
  private final LongConsumer read;
  private final InputStream in;
  private final int[] ends;
  private final byte[] buffer = new byte[BUFFER];
  private int filled;
  private int next;
  private int rowStart;
  private long line;

  /**
   * @param columns how many fields a row has
   * @param read is told how many bytes were read, each time some were
   */
  RrfFile(Path path, int columns, LongConsumer read) throws IOException {
    this.path = path;
    this.columns = columns;
    this.read = read;
    this.ends = new int[columns];
    this.in = Files.newInputStream(path);
  }

  /**
   * Goes to the next row.
   *
   * @return false at the end of the file
   * @throws RxNormException where the row has not as many columns, or is no UTF-8
   */
  boolean next() throws IOException {
    line++;
    rowStart = next;
    int column = 0;
    boolean ascii = true;
    int at = next;
    while (true) {
      if (at == filled) {
        int moved = rowStart;
        if (!fill()) {
          return endOfFile(at - moved);
        }
        at -= moved;
        for (int i = 0; i < Math.min(column, columns); i++) {
          ends[i] -= moved;
        }
      }
      byte b = buffer[at];
      if (b == '|') {
        if (column < columns) {
          ends[column] = at;
        }
        column++;
      } else if (b == '\n') {
        break;
      } else if (b < 0) {
        ascii = false;
      }
      at++;
    }
    next = at + 1;
    requireSound(column, ascii, at);
    return true;
  }

  private void requireSound(int column, boolean ascii, int end) {
    if (column != columns) {
      throw wrong(
          "the row has "
              + column
              + " columns, not "
              + columns
              + ". Maybe this is another file, or it was cut or edited?");
    }
    if (!ascii) {
      try {
        StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(buffer, rowStart, end - rowStart));
      } catch (CharacterCodingException e) {
        throw wrong("the row is no UTF-8. Maybe the file was converted after it was unpacked?");
      }
    }
  }

  private boolean endOfFile(int rest) {
    if (rest > 0) {
      throw wrong("the last row is cut off. Maybe the file was not unpacked to its end?");
    }
    return false;
  }

  /** Reads more behind the present row, which moves to the front of the buffer. */
  private boolean fill() throws IOException {
    System.arraycopy(buffer, rowStart, buffer, 0, filled - rowStart);
    filled -= rowStart;
    next -= rowStart;
    rowStart = 0;
    if (filled == buffer.length) {
      throw wrong("the row is longer than a megabyte. Maybe this is another file?");
    }
    int count = in.read(buffer, filled, buffer.length - filled);
    if (count <= 0) {
      return false;
    }
    filled += count;
    read.accept(count);
    return true;
  }

  private int start(int column) {
    return column == 0 ? rowStart : ends[column - 1] + 1;
  }

  boolean is(int column, byte[] value) {
    return Arrays.equals(buffer, start(column), ends[column], value, 0, value.length);
  }

  String text(int column) {
    return new String(buffer, start(column), ends[column] - start(column), StandardCharsets.UTF_8);
  }

  /** The field as an RxNorm number; 0 where it is empty or none. */
  int number(int column) {
    int from = start(column);
    int to = ends[column];
    if (to - from > 8) {
      return 0;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = buffer[i] - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  RxNormException wrong(String problem) {
    return new RxNormException(path, line, problem);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
