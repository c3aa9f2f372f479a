package org.ldncds.sandbox;

import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.ldncds.fhir.SharedFhirContext;

/** The synthetic patients: the resources of every story's transaction Bundle. */
final class Seeds {

  private Seeds() {}

  /**
   * @param files contents by path
   * @throws ca.uhn.fhir.parser.DataFormatException where a Bundle cannot be read
   */
  static Stream<Resource> read(Map<String, String> files) {
    return files.entrySet().stream()
        .filter(file -> file.getKey().endsWith("/bundle.json"))
        .flatMap(file -> resources(file.getValue()));
  }

  private static Stream<Resource> resources(String json) {
    return SharedFhirContext.r4()
        .newJsonParser()
        .parseResource(Bundle.class, json)
        .getEntry()
        .stream()
        .map(Bundle.BundleEntryComponent::getResource);
  }
}
