package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ldncds.web.openapi.ApiDescription;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The schemas of the OpenAPI description, as judges of what is really sent. */
final class ApiSchemas {

  static final JsonNode DESCRIPTION = TestRequests.JSON.readTree(ApiDescription.json());

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

  private ApiSchemas() {}

  private static Schema schema(String name) {
    ObjectNode document = TestRequests.JSON.createObjectNode();
    document.put("$ref", "#/components/schemas/" + name);
    document.set("components", DESCRIPTION.get("components"));
    return REGISTRY.getSchema(document);
  }

  static List<String> errors(String name, JsonNode value) {
    return SCHEMAS.computeIfAbsent(name, ApiSchemas::schema).validate(value).stream()
        .map(Object::toString)
        .toList();
  }

  static void requireFits(String name, JsonNode value) {
    assertEquals(List.of(), errors(name, value), value::toString);
  }
}
