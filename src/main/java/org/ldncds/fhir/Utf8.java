package org.ldncds.fhir;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Tells whether bytes are well-formed UTF-8 (RFC 3629), without making text of them. The JSON
 * parser does not look into strings that it skips; another reader might.
 */
final class Utf8 {

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long NOT_ASCII = 0x8080808080808080L;

  private Utf8() {}

  static boolean isWellFormed(byte[] body) {
    int at = 0;
    while (at < body.length) {
      if (at + Long.BYTES <= body.length && ((long) EIGHT.get(body, at) & NOT_ASCII) == 0) {
        at += Long.BYTES;
      } else {
        int length = length(body, at);
        if (length == 0) {
          return false;
        }
        at += length;
      }
    }
    return true;
  }

  /** How many bytes the character here has; 0 where it is none. */
  private static int length(byte[] body, int at) {
    int first = body[at] & 0xff;
    if (first < 0x80) {
      return 1;
    }
    if (first >= 0xc2 && first < 0xe0) {
      return follow(body, at, 1, 0x80, 0xbf) ? 2 : 0;
    }
    if (first >= 0xe0 && first < 0xf0) {
      int least = first == 0xe0 ? 0xa0 : 0x80; // not longer than needed
      int most = first == 0xed ? 0x9f : 0xbf; // no surrogates
      return follow(body, at, 2, least, most) ? 3 : 0;
    }
    int least = first == 0xf0 ? 0x90 : 0x80;
    int most = first == 0xf4 ? 0x8f : 0xbf; // nothing above U+10FFFF
    return first >= 0xf0 && first <= 0xf4 && follow(body, at, 3, least, most) ? 4 : 0;
  }

  /** True where so many bytes follow, the first of them within these bounds. */
  private static boolean follow(byte[] body, int at, int count, int least, int most) {
    if (at + count >= body.length) {
      return false;
    }
    int second = body[at + 1] & 0xff;
    boolean good = second >= least && second <= most;
    for (int i = 2; i <= count; i++) {
      good = good && (body[at + i] & 0xc0) == 0x80;
    }
    return good;
  }
}
