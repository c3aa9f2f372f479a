package org.ldncds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** What the documents promise names the test that holds it, and that test is there. */
class NamedTestsTest {

  private static final Path DOCS = Path.of("src/docs");
  private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*Test)\\.(\\w+)`");
  private static final Pattern END_OF_SENTENCE = Pattern.compile("(?<=\\.) +(?=[A-Z*`])");

  /** Sections that promise nothing about the service. */
  private static final Set<String> NO_PROMISES =
      Set.of(
          "# Security: what may go wrong, and what holds it",
          "## What is worth protecting",
          "## What only you can do");

  private static final Map<String, List<Class<?>>> TESTS =
      ReflectionSupport.findAllClassesInPackage(
              "org.ldncds", found -> true, name -> name.matches(".*Test(\\$.*)?"))
          .stream()
          .collect(Collectors.groupingBy(NamedTestsTest::topName));

  private static String topName(Class<?> found) {
    Class<?> top = found;
    while (top.getEnclosingClass() != null) {
      top = top.getEnclosingClass();
    }
    return top.getSimpleName();
  }

  /** Also where it stands in a class within. */
  private static boolean exists(String test, String method) {
    return TESTS.getOrDefault(test, List.of()).stream()
        .flatMap(found -> Stream.of(found.getDeclaredMethods()))
        .filter(found -> found.getName().equals(method))
        .anyMatch(NamedTestsTest::isTest);
  }

  private static boolean isTest(Method method) {
    return AnnotationSupport.isAnnotated(method, Testable.class);
  }

  private static String doc(String name) throws IOException {
    return Files.readString(DOCS.resolve(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"security.md", "faults.md"})
  void eachNamedTestExists(String name) throws IOException {
    List<String> missing = new ArrayList<>();
    int named =
        (int)
            NAME.matcher(doc(name))
                .results()
                .filter(
                    found -> {
                      if (!exists(found.group(1), found.group(2))) {
                        missing.add(found.group());
                      }
                      return true;
                    })
                .count();
    assertEquals(List.of(), missing);
    assertTrue(named > 44, named + " tests are named");
  }

  @Test
  void noFaultIsMissing() throws IOException {
    Set<Integer> rows = new TreeSet<>();
    for (String line : doc("faults.md").lines().toList()) {
      if (line.matches("\\| \\d+ \\|.*")) {
        rows.add(Integer.valueOf(line.split("\\|", -1)[1].strip()));
      }
    }
    assertEquals(new TreeSet<>(IntStream.rangeClosed(1, 44).boxed().toList()), rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {"security.md", "faults.md"})
  void eachRowNamesItsTest(String name) throws IOException {
    for (String line : doc(name).split("\n## What is worth protecting\n(?s:.*?)\n(?=## )", -1)) {
      assertEquals(
          List.of(), line.lines().filter(NamedTestsTest::isRow).filter(r -> !names(r)).toList());
    }
  }

  private static boolean isRow(String line) {
    return line.startsWith("|") && !line.startsWith("|---") && !line.endsWith("| test |");
  }

  private static boolean names(String text) {
    return NAME.matcher(text).find();
  }

  @Test
  void eachSentenceOfTheThreatModelNamesItsTest() throws IOException {
    List<String> without = new ArrayList<>();
    int sentences = 0;
    for (String section : doc("security.md").split("\n(?=## )", -1)) {
      String title = section.lines().findFirst().orElseThrow();
      if (NO_PROMISES.contains(title)) {
        continue;
      }
      for (String sentence : sentences(section)) {
        sentences++;
        if (!names(sentence)) {
          without.add(sentence);
        }
      }
    }
    assertEquals(List.of(), without);
    assertTrue(sentences > 8, sentences + " sentences");
  }

  /** Without titles and tables; an item of a list ends a sentence. */
  private static List<String> sentences(String section) {
    String prose =
        section
            .lines()
            .filter(line -> !line.startsWith("#") && !line.startsWith("|"))
            .map(line -> line.startsWith("- ") ? "\n\n" + line.substring(2) : line)
            .collect(Collectors.joining("\n"));
    return Stream.of(prose.split("\n\n+", -1))
        .map(paragraph -> paragraph.replace('\n', ' ').strip())
        .flatMap(paragraph -> Stream.of(END_OF_SENTENCE.split(paragraph, -1)))
        .filter(sentence -> !sentence.isBlank())
        .toList();
  }
}
