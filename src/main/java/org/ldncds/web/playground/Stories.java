package org.ldncds.web.playground;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.ldncds.hooks.ServiceDefinition;
import org.ldncds.knowledge.Knowledge;
import org.ldncds.web.Folders;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The stories of the sandbox, of which each folder under seeds/ holds one. */
@Component
@Profile("!production")
final class Stories {

  /** Shown first: it brings a card on any day. */
  private static final String FIRST = "short-acting-opioid-current";

  private final List<Story> all;

  Stories(Knowledge knowledge, @Value("${cds.seeds:#{null}}") @Nullable String seeds) {
    SortedMap<String, String> files = Folders.find(seeds, "seeds").texts();
    List<Story> found = new ArrayList<>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      String path = file.getKey();
      if (path.endsWith("/story.md")) {
        String folder = path.substring(0, path.lastIndexOf('/'));
        story(folder, file.getValue(), files, knowledge.services()).ifPresent(found::add);
      }
    }
    this.all = List.copyOf(found);
  }

  private static Optional<Story> story(
      String folder, String text, Map<String, String> files, List<ServiceDefinition> services) {
    String bundle = files.get(folder + "/bundle.json");
    if (bundle == null) {
      return Optional.empty();
    }
    for (ServiceDefinition service : services) {
      String request = files.get(folder + "/" + service.hook() + ".request.json");
      if (request != null) {
        String id = folder.substring(folder.lastIndexOf('/') + 1);
        return Optional.of(
            Story.of(
                id,
                text,
                service.hook(),
                Json.MAPPER.readTree(request),
                Json.MAPPER.readTree(bundle)));
      }
    }
    return Optional.empty();
  }

  List<Story> all() {
    return all;
  }

  Optional<Story> named(String id) {
    return all.stream().filter(story -> story.id().equals(id)).findFirst();
  }

  /**
   * @throws IllegalStateException where the folder of seeds is empty
   */
  Story first() {
    return named(FIRST)
        .or(() -> all.stream().findFirst())
        .orElseThrow(() -> new IllegalStateException("cds.seeds holds no story"));
  }
}
