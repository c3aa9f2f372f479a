package org.ldncds.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * At twice the load it can bear the service refuses some calls, fails none, and goes on at once.
 */
@Tag("proof")
class EdgeProofTest {

  @Test
  void itShedsAndRecovers() throws Exception {
    int most = Integer.getInteger("proof.cases", 0);
    EdgePart.Seen seen = EdgePart.seen(Duration.ofSeconds(most == 0 ? 15 : Math.min(15, most)));
    System.out.println(seen);
    assertEquals(0, seen.failed(), "neither answered nor refused");
    assertTrue(seen.refused() > 0, "it was not overloaded");
    assertTrue(seen.answered() > seen.refused() / 10, "it gave up");
    assertEquals(200, seen.recoveredWith());
    assertTrue(seen.recovery() < 1_000, "it did not recover at once");
  }
}
