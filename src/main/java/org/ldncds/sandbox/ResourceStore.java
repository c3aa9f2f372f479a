package org.ldncds.sandbox;

import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;

/** Resources in memory, the latest version of each. What is changed is gone with the process. */
final class ResourceStore {

  private final Clock clock;
  private final Map<String, Map<String, Resource>> resources = new ConcurrentHashMap<>();

  ResourceStore(Clock clock) {
    this.clock = clock;
  }

  /** Keeps it as the next version of its id. */
  Resource put(Resource resource) {
    String id = resource.getIdElement().getIdPart();
    return ofType(resource.fhirType())
        .merge(id, versioned(resource, 1), (old, next) -> versioned(next, version(old) + 1));
  }

  private Resource versioned(Resource resource, long version) {
    resource.getMeta().setVersionId(String.valueOf(version));
    resource.getMeta().setLastUpdated(Date.from(clock.instant()));
    resource.setId(
        new IdType(
            resource.fhirType(), resource.getIdElement().getIdPart(), String.valueOf(version)));
    return resource;
  }

  private static long version(Resource resource) {
    return Long.parseLong(resource.getMeta().getVersionId());
  }

  Optional<Resource> get(String type, String id) {
    return Optional.ofNullable(ofType(type).get(id));
  }

  int count(String type) {
    return ofType(type).size();
  }

  /** In the order of their ids. */
  List<Resource> all(String type) {
    return List.copyOf(ofType(type).values());
  }

  private Map<String, Resource> ofType(String type) {
    return resources.computeIfAbsent(type, t -> new ConcurrentSkipListMap<>());
  }
}
