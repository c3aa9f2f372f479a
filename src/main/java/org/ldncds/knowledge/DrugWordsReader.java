package org.ldncds.knowledge;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ldncds.clinical.drug.DrugCatalogueBuilder;
import org.ldncds.clinical.drug.Form;
import org.ldncds.clinical.drug.Release;

/** Reads the words that tell a product's form and release, and those that arouse suspicion. */
final class DrugWordsReader {

  private final KnowledgeFiles files;
  private final DrugCatalogueBuilder catalogue;

  DrugWordsReader(KnowledgeFiles files, DrugCatalogueBuilder catalogue) {
    this.files = files;
    this.catalogue = catalogue;
  }

  void read() {
    forms();
    suspects();
  }

  private void forms() {
    YamlMap file = YamlMap.read("drugs/forms.yaml", files.text("drugs/forms.yaml"));
    labelled(file.map("forms"), "form", Form.values(), Form::label, catalogue::formWord);
    labelled(
        file.map("release"), "release", Release.values(), Release::label, catalogue::releaseWord);
    each(file, "fillers", catalogue.vocabulary()::filler);
    each(file, "joiners", catalogue.vocabulary()::joiner);
    each(file, "directions", catalogue.vocabulary()::direction);
    file.done();
  }

  /** Takes a phrase and what it stands for. */
  private interface Meaning<T> {
    void add(String phrase, T meaning);
  }

  private static <T> void labelled(
      YamlMap file, String kind, T[] values, Function<T, String> label, Meaning<T> meaning) {
    Map<String, T> known = Arrays.stream(values).collect(Collectors.toMap(label, value -> value));
    for (String key : file.keys()) {
      T value = known.get(key);
      if (value == null) {
        throw file.wrong(
            key, "\"" + key + "\" is no " + kind + "." + Nearest.advice(key, known.keySet()));
      }
      file.texts(key).forEach(phrase -> meaning.add(phrase, value));
    }
  }

  private void suspects() {
    YamlMap file = YamlMap.read("drugs/suspects.yaml", files.text("drugs/suspects.yaml"));
    each(file, "words", catalogue.suspects()::word);
    each(file, "endings", catalogue.suspects()::ending);
    each(file, "atc-classes", catalogue.suspects()::atcClass);
    each(file, "harmless", catalogue.suspects()::harmless);
    each(file, "not-in-it", catalogue::notDrug);
    each(file, "vague", catalogue.suspects()::vague);
    file.done();
  }

  private static void each(YamlMap file, String key, Consumer<String> add) {
    for (String text : file.texts(key)) {
      try {
        add.accept(text);
      } catch (IllegalArgumentException e) {
        throw file.wrong(key, String.valueOf(e.getMessage()));
      }
    }
  }
}
