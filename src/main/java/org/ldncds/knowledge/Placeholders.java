package org.ldncds.knowledge;

import com.samskivert.mustache.Mustache;
import java.util.Set;

/** Refuses placeholders that nothing fills. */
record Placeholders(YamlMap entry, String key, Set<String> names) implements Mustache.Visitor {
  @Override
  public void visitText(String text) {
    // plain words need no check
  }

  @Override
  public void visitVariable(String name) {
    if (!name.equals(".") && !names.contains(name)) {
      throw entry.wrong(
          key, "{{" + name + "}} is filled by nothing." + Nearest.advice(name, names));
    }
  }

  @Override
  public boolean visitInclude(String name) {
    throw entry.wrong(
        key, "{{>" + name + "}} would include another file. Maybe write the words here?");
  }

  @Override
  public boolean visitSection(String name) {
    visitVariable(name);
    return true;
  }

  @Override
  public boolean visitInvertedSection(String name) {
    visitVariable(name);
    return true;
  }
}
