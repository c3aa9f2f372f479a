package org.ldncds.hooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A CDS Hooks 2.0 card. Optional parts without a value are left out, since the specification allows
 * no empty ones.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Card(
    String uuid,
    String summary,
    String indicator,
    String detail,
    Source source,
    List<Suggestion> suggestions,
    @Nullable String selectionBehavior,
    List<Coding> overrideReasons,
    List<Link> links) {

  /** Who says it, and under which stable topic. */
  public record Source(String label, Coding topic) {}

  /** A page to open; the type is absolute or smart. */
  public record Link(String label, String url, String type) {}

  /** A code with its display. */
  public record Coding(String system, String code, String display) {}

  /** Something the clinician can take over with one click. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Suggestion(
      String label, String uuid, @Nullable Boolean isRecommended, List<Action> actions) {}

  /** One change of a suggestion, an update or a create: the whole resource as it shall be. */
  public record Action(String type, String description, ObjectNode resource) {}
}
