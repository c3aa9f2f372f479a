package org.ldncds.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.ldncds.hooks.ServiceDefinition;
import org.ldncds.knowledge.Knowledge;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Which CDS service a call is for, as figures and traces name it: by names of ours only. */
@Component
class CalledService {

  private static final String SERVICES = "/cds-services";

  private final ObjectProvider<Knowledge> knowledge;

  /**
   * @param knowledge asked for late, since filters are made first
   */
  CalledService(ObjectProvider<Knowledge> knowledge) {
    this.knowledge = knowledge;
  }

  static boolean isOne(HttpServletRequest request) {
    return request.getRequestURI().startsWith(SERVICES);
  }

  /** What a caller invents is no name. */
  String name(HttpServletRequest request) {
    String path = request.getRequestURI();
    List<String> parts = List.of(path.substring(SERVICES.length()).split("/"));
    return parts.stream().allMatch(String::isEmpty)
        ? "discovery"
        : knowledge.getObject().services().stream()
            .map(ServiceDefinition::id)
            .filter(parts::contains)
            .findFirst()
            .orElse("unknown");
  }
}
