package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;

/** Writes src/docs/conformance.md: the rules of the protocol and the test that proves each. */
class ConformanceDocTest {

  private static final String HEAD =
      """
      # Conformance with CDS Hooks 2.0.1

      Each row is a test that calls the running service over HTTP in `mvn verify`; one that fails fails the build, and
      `target/conformance.md` tells what became of each. Every answer of every other test is held to the same rules too:
      `StrictAnswer` and `StrictHttp` stand before all of them (no null, "", [] or {} but the list of cards, summaries below
      140 characters, source and topic, a way to choose beside suggestions, actions on orders of the request only, resources
      that a strict parser reads, links to our own pages).

      Level: **S** a SHALL of the specification, **s** a SHOULD, **C** Da Vinci CRD, **D** our decision where it is silent,
      **V** seen of a vendor, **W** seen on the wire of the reference client. Fields of version 3.0 are passed over like all
      unknown fields. Not part of it: system actions, CRD's coverage information, FHIRPath in templates.

      Broken on purpose (`MutationTest`, seeded): 3,000 variants of the stories and of feedback in `mvn verify`, 100,000 by
      `mvn -Pproof -Dtest=MutationTest surefire:test`. On 2026-11-25 58,641 of those were answered 200, 41,317 with 400 and 42 with
      422; no other status, and every answer held to the same rules.

      Rewritten by `mvn test -Dtest='*DocTest' -Ddocs.write=true`.

      | row | level | rule | test |
      |---|---|---|---|
      """;

  private static Map<String, String> rows() {
    Map<String, String> rows = new TreeMap<>();
    ReflectionSupport.findAllClassesInPackage(
            "org.ldncds", tests -> true, name -> name.endsWith("Test"))
        .stream()
        .flatMap(tests -> Stream.of(tests.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Conforms.class))
        .forEach(method -> rows.put(key(method), row(method)));
    return rows;
  }

  private static String key(Method method) {
    return method.getAnnotation(Conforms.class).id() + " " + method;
  }

  private static String row(Method method) {
    Conforms row = method.getAnnotation(Conforms.class);
    String test = method.getDeclaringClass().getSimpleName() + "." + method.getName();
    return "| " + row.id() + " | " + row.level() + " | " + row.says() + " | " + test + " |\n";
  }

  @Test
  void isUpToDate() throws IOException {
    WrittenDoc.requireSame(
        Path.of("src/docs/conformance.md"), HEAD + String.join("", rows().values()));
  }

  @Test
  void noRowIsMissing() {
    Set<String> missing = new TreeSet<>();
    IntStream.of(
            1, 2, 3, 4, 5, 7, 10, 11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 22, 23, 24, 25, 30, 31,
            33, 34, 35, 36, 38, 39, 40, 41, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60,
            61, 63, 64, 65, 66, 67, 68, 69, 90)
        .forEach(number -> missing.add("T%02d".formatted(number)));
    rows().keySet().forEach(key -> missing.remove(key.substring(0, 3)));
    assertEquals(Set.of(), missing);
  }
}
