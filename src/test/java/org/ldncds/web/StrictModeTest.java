package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.oxycodone;
import static org.ldncds.web.TestRequests.prefetch;
import static org.ldncds.web.TestRequests.searchset;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ldncds.hooks.CardSettings;
import org.ldncds.hooks.InvalidRequestException;
import tools.jackson.databind.node.ObjectNode;

/** {@code cds.missing-data=strict} refuses only where no medication list could be read at all. */
class StrictModeTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
  private static final CardSettings STRICT = new CardSettings(4, Set.of(), true);
  private static final String FAILED =
      "{'resourceType':'OperationOutcome','issue':[{'severity':'error','code':'exception'}]}";

  static Stream<Arguments> lists() {
    return Stream.of(
        list("nothing sent", 412, r -> r.remove("prefetch")),
        list("key absent", 412, r -> prefetch(r).remove("medicationRequests")),
        list("failed", 412, r -> prefetch(r).set("medicationRequests", json(FAILED))),
        list("empty", 200, r -> prefetch(r).set("medicationRequests", searchset())),
        list("null", 200, r -> prefetch(r).putNull("medicationRequests")),
        list(
            "read in part",
            200,
            r -> prefetch(r).set("medicationRequests", searchset(oxycodone(), json(FAILED)))),
        list(
            "statements alone",
            200,
            r -> {
              prefetch(r).remove("medicationRequests");
              prefetch(r)
                  .set(
                      "medicationStatements",
                      searchset(oxycodone().put("resourceType", "MedicationStatement")));
            }),
        list(
            "dispenses alone",
            412,
            r -> {
              prefetch(r).remove("medicationRequests");
              prefetch(r).set("medicationDispenses", searchset());
            }));
  }

  private static Arguments list(String name, int status, Consumer<ObjectNode> change) {
    return Arguments.of(name, status, change);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("lists")
  void refusesOnlyWithoutAnyList(String name, int status, Consumer<ObjectNode> change) {
    for (String hook : List.of("order-sign", "order-select", "patient-view")) {
      ObjectNode request = naltrexone();
      request.put("hook", hook);
      ObjectNode context = (ObjectNode) request.get("context");
      context.putArray("selections").add("MedicationRequest/draft-1");
      if (hook.equals("patient-view")) {
        context.remove("draftOrders");
      }
      change.accept(request);
      if (status == 200) {
        TestPipeline.answer(bytes(request), TODAY, STRICT);
      } else {
        InvalidRequestException refused =
            assertThrows(
                InvalidRequestException.class,
                () -> TestPipeline.answer(bytes(request), TODAY, STRICT),
                name + " " + hook);
        assertEquals(status, refused.status());
      }
    }
  }
}
