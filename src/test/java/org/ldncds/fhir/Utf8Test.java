package org.ldncds.fhir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** It says what the decoder of the JDK says. */
class Utf8Test {

  private static final long SEED = 20261125;

  private static boolean isDecoded(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static void same(byte[] bytes) {
    assertEquals(isDecoded(bytes), Utf8.isWellFormed(bytes), () -> Arrays.toString(bytes));
  }

  /** All of two bytes, and of four where the last is one of the limits, wherever they stand. */
  @Test
  void shortBytes() {
    int[] lasts = {0x00, 0x7f, 0x80, 0xbf, 0xc0};
    for (int two = 0; two < 0x10000; two++) {
      byte first = (byte) (two >> 8);
      byte second = (byte) two;
      same(new byte[] {first, second});
      for (int last : lasts) {
        same(new byte[] {first, second, (byte) last});
        same(new byte[] {first, second, (byte) 0x80, (byte) last});
      }
    }
  }

  @Test
  void textsWithOneByteChanged() {
    Random random = new Random(SEED);
    int broken = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes =
          "{\"a\":\"gepr\u00fcft \u2713 \ud83d\ude00 plain text of some length\"}"
              .substring(random.nextInt(12))
              .getBytes(StandardCharsets.UTF_8);
      same(bytes);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      same(bytes);
      broken += Utf8.isWellFormed(bytes) ? 0 : 1;
    }
    assertTrue(broken > 2_000, "only " + broken);
  }
}
