package org.ldncds.sandbox;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Canonical addresses of the knowledge resources: OIDs made of a UUID of their name, since no
 * domain is owned. They follow no address the service runs under.
 */
final class Canonical {

  private Canonical() {}

  static String of(String type, String id) {
    UUID uuid =
        UUID.nameUUIDFromBytes(("org.ldncds/" + type + "/" + id).getBytes(StandardCharsets.UTF_8));
    return "urn:oid:2.25." + new BigInteger(uuid.toString().replace("-", ""), 16);
  }
}
