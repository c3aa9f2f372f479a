package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every request of src/docs/requests.http gets what its comment says. */
class RequestFileTest extends ConformanceRows {

  private List<RequestFile> requests() throws IOException {
    String base = request("").build().uri().toString();
    return RequestFile.read(Path.of("src/docs/requests.http"), Map.of("host", base));
  }

  @TestFactory
  Stream<DynamicTest> everyRequestIsAnsweredAsItSays() throws IOException {
    return requests().stream()
        .map(request -> DynamicTest.dynamicTest(request.name(), () -> isAnswered(request)));
  }

  private static void isAnswered(RequestFile asked) throws Exception {
    HttpResponse<byte[]> response = send(asked.request());
    String text = new String(response.body(), StandardCharsets.UTF_8);
    assertEquals(asked.status(), response.statusCode(), text);
    if (asked.status() >= 400) {
      assertTrue(text.contains("OperationOutcome"), text);
    }
  }

  @Test
  void everyServiceIsAskedWithPrefetchAndWithout() throws IOException {
    for (var service : TestPipeline.KNOWLEDGE.services()) {
      assertEquals(
          List.of(false, true),
          requests().stream()
              .filter(one -> one.status() == 200 && one.url().endsWith("/" + service.id()))
              .map(one -> one.body().contains("\"prefetch\""))
              .distinct()
              .sorted()
              .collect(Collectors.toList()),
          service.id());
    }
  }
}
