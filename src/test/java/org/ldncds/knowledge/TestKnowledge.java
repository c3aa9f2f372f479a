package org.ldncds.knowledge;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.ldncds.fhir.PrefetchKey;

/** The knowledge of this repository with one file changed or added, as a deployer would do it. */
public final class TestKnowledge {

  private static final KnowledgeFiles FILES = KnowledgeFiles.in(Path.of("cds-services"));
  private static final String TITRATION = "protocols/titration.yaml";

  private TestKnowledge() {}

  /**
   * @param strengths "1 mg, 1.5 mg"
   */
  public static Knowledge withStock(String strengths, Set<String> checks) {
    String text = FILES.text(TITRATION);
    return with(
        TITRATION,
        text.replaceFirst("capsules-in-stock: \\[.*]", "capsules-in-stock: [" + strengths + "]"),
        checks);
  }

  public static Knowledge with(String file, String text, Set<String> checks) {
    return with(Map.of(file, old -> text), checks);
  }

  /** Each file changed by what stands beside its name; a new file begins empty. */
  public static Knowledge with(Map<String, UnaryOperator<String>> changes, Set<String> checks) {
    SortedMap<String, String> texts = new TreeMap<>(FILES.texts());
    changes.forEach((file, change) -> texts.put(file, change.apply(texts.getOrDefault(file, ""))));
    return Knowledge.load(new KnowledgeFiles(texts), checks, PrefetchKey.keys());
  }
}
