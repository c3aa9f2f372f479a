package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One request of a file of requests, in the format of IntelliJ IDEA and the REST client of VS Code:
 * blocks between ###, a comment with the status it gets, method and address, headers, an empty
 * line, a body or the path of one.
 */
record RequestFile(
    String name, int status, String method, String url, List<String> headers, String body) {

  private static final Pattern STATUS = Pattern.compile("# Status: (\\d{3})");

  /**
   * @param values of variables, in place of those the file sets
   */
  static List<RequestFile> read(Path file, Map<String, String> values) throws IOException {
    String[] blocks = Files.readString(file).split("(?m)^### ?", -1);
    Map<String, String> variables = new HashMap<>();
    blocks[0]
        .lines()
        .filter(line -> line.startsWith("@"))
        .map(line -> line.substring(1).split(" *= *", 2))
        .forEach(pair -> variables.put(pair[0], pair[1]));
    assertTrue(variables.keySet().containsAll(values.keySet()), "the file sets its variables");
    variables.putAll(values);
    List<RequestFile> requests = new ArrayList<>();
    for (String block : List.of(blocks).subList(1, blocks.length)) {
      String text = block;
      for (Map.Entry<String, String> variable : variables.entrySet()) {
        text = text.replace("{{" + variable.getKey() + "}}", variable.getValue());
      }
      requests.add(of(file, text));
    }
    return requests;
  }

  private static RequestFile of(Path file, String block) throws IOException {
    List<String> lines = block.lines().toList();
    var status = STATUS.matcher(block);
    assertTrue(status.find(), lines.get(0) + " says which status it gets");
    int first = 1;
    while (lines.get(first).startsWith("#")) {
      first++;
    }
    String[] line = lines.get(first).split(" ", 2);
    int end = first + 1;
    List<String> headers = new ArrayList<>();
    while (end < lines.size() && !lines.get(end).isBlank()) {
      headers.add(lines.get(end++));
    }
    String body = String.join("\n", lines.subList(end, lines.size())).strip();
    if (body.startsWith("< ")) {
      body = Files.readString(file.resolveSibling(body.substring(2).strip()));
    }
    return new RequestFile(
        lines.get(0), Integer.parseInt(status.group(1)), line[0], line[1], headers, body);
  }

  HttpRequest request() {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    for (String header : headers) {
      String[] parts = header.split(": *", 2);
      request.header(parts[0], parts[1]);
    }
    return request
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
        .build();
  }
}
