package org.ldncds.knowledge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ldncds.clinical.check.Indications;
import org.ldncds.clinical.drug.DrugRole;

/** Reads protocols/indications.yaml. */
final class IndicationsReader {

  private static final String FILE = "protocols/indications.yaml";

  private final KnowledgeFiles files;
  private final Set<String> sources;

  IndicationsReader(KnowledgeFiles files, Set<String> sources) {
    this.files = files;
    this.sources = sources;
  }

  /**
   * @param conditions the groups there are
   */
  Indications read(Set<String> conditions) {
    YamlMap file = YamlMap.read(FILE, files.text(FILE));
    YamlMap first = file.map("tried-first");
    Map<String, String> drugs = first.map("drugs").textsByKey(roles().keySet());
    if (drugs.isEmpty()) {
      throw first.wrong("drugs", "there is none. Maybe write {snri: an SNRI}?");
    }
    YamlMap lower = file.map("lower-response");
    Indications indications =
        new Indications(
            drugs.keySet().stream()
                .map(role -> Objects.requireNonNull(roles().get(role)))
                .collect(Collectors.toSet()),
            either(new ArrayList<>(drugs.values())),
            Set.copyOf(first.textsOf("not-for", conditions)),
            Set.copyOf(lower.textsOf("conditions", conditions)));
    for (YamlMap entry : List.of(first, lower)) {
      entry.textsOf("sources", sources);
      entry.date("since");
      entry.done();
    }
    file.done();
    return indications;
  }

  private static Map<String, DrugRole> roles() {
    return Arrays.stream(DrugRole.values())
        .collect(Collectors.toMap(DrugRole::label, Function.identity()));
  }

  private static String either(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }
}
