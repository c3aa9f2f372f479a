package org.ldncds.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Links what belongs together without keeping what it is about: nobody without the key can tell
 * whose hash it is, or try all patients.
 */
public final class KeyedHash {

  private static final String HMAC = "HmacSHA256";

  private final SecretKeySpec key;

  /**
   * @param key secret, the same on every replica
   */
  public KeyedHash(byte[] key) {
    this.key = new SecretKeySpec(key, HMAC);
  }

  /** 64 hexadecimal digits. */
  String of(List<String> parts) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      parts.forEach(part -> mac.update(framed(part)));
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For what is no secret, and only to be recognised. */
  static String digest(List<String> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      parts.forEach(part -> digest.update(framed(part)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With its length before it, so that "a", "bc" is not "ab", "c". */
  private static byte[] framed(String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Integer.BYTES + bytes.length)
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }
}
