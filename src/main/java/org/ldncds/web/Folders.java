package org.ldncds.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ldncds.knowledge.KnowledgeFiles;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Finds a folder of declarative files: as configured, else in the working directory, else inside
 * the jar.
 */
public final class Folders {

  private Folders() {}

  public static KnowledgeFiles find(@Nullable String configured, String name) {
    if (configured != null && !configured.isBlank()) {
      return KnowledgeFiles.in(Path.of(configured));
    }
    return Files.isDirectory(Path.of(name)) ? KnowledgeFiles.in(Path.of(name)) : inJar(name);
  }

  private static KnowledgeFiles inJar(String name) {
    SortedMap<String, String> texts = new TreeMap<>();
    try {
      for (Resource resource :
          new PathMatchingResourcePatternResolver()
              .getResources("classpath:/" + name + "/**/*.*")) {
        String path = resource.getURL().toString();
        String relative = path.substring(path.lastIndexOf("/" + name + "/") + name.length() + 2);
        if (resource.isReadable()) {
          texts.put(relative, resource.getContentAsString(StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new KnowledgeFiles(texts);
  }
}
