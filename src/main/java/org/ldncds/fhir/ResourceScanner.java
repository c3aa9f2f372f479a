package org.ldncds.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.ldncds.fhir.RawResource.Coding;
import org.ldncds.fhir.RawResource.Concept;
import org.ldncds.fhir.RawResource.Entry;
import org.ldncds.fhir.RawResource.RawBundle;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Notes what a resource is about while the request is read once, without building a tree or a model
 * of it.
 */
public final class ResourceScanner {

  private static final Set<String> CONCEPTS = Set.of("medicationCodeableConcept", "code");
  private static final Set<String> DATES =
      Set.of("authoredOn", "whenHandedOver", "dateAsserted", "effectiveDateTime");
  private static final Set<String> SUBJECTS = Set.of("subject", "patient");

  private final byte[] body;
  private final JsonParser json;

  /**
   * @param json a parser over {@code body}
   */
  public ResourceScanner(byte[] body, JsonParser json) {
    this.body = body;
    this.json = json;
  }

  /** Reads the object that the parser stands at, up to its end. Keys may come in any order. */
  public RawResource scan() {
    return new Scan().read();
  }

  private String textOrSkip() {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      return json.getString();
    }
    json.skipChildren();
    return "";
  }

  /** The state of one resource while it is read. */
  private final class Scan {
    private final int from = (int) json.currentTokenLocation().getByteOffset();
    private String type = "";
    private String id = "";
    private String patient = "";
    private String written = "";
    private final List<Coding> codings = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private boolean inline;
    private boolean reference;
    private String medication = "";
    private boolean contained;
    private final List<Entry> entries = new ArrayList<>();
    private Optional<Integer> total = Optional.empty();
    private boolean cut;
    private String next = "";
    private boolean malformed;
    private boolean error;

    RawResource read() {
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        json.nextToken();
        field(field);
      }
      int to = (int) json.currentTokenLocation().getByteOffset() + 1;
      boolean isBundle = type.equals("Bundle");
      return new RawResource(
          body,
          from,
          to,
          type,
          id,
          patient,
          written,
          new Concept(codings, texts),
          medication,
          reference || contained,
          inline && reference,
          isBundle
              ? Optional.of(new RawBundle(entries, total, cut, next, malformed))
              : Optional.empty(),
          type.equals("OperationOutcome") && error);
    }

    private void field(String field) {
      switch (field) {
        case "resourceType" -> type = textOrSkip();
        case "id" -> id = textOrSkip();
        case "contained" -> {
          contained = true;
          json.skipChildren();
        }
        case "medicationReference" -> {
          reference = true;
          object(
              name -> {
                switch (name) {
                  case "display" -> texts.add(textOrSkip());
                  case "reference" -> medication = textOrSkip();
                  default -> json.skipChildren();
                }
              });
        }
        case "component" -> array(() -> object(this::component));
        case "entry" -> {
          malformed = malformed || !isOneOf(JsonToken.START_ARRAY, JsonToken.VALUE_NULL);
          array(this::entry);
        }
        case "link" -> array(this::link);
        case "total" -> total();
        case "issue" -> array(this::issue);
        default -> {
          if (CONCEPTS.contains(field)) {
            inline = inline || field.equals("medicationCodeableConcept");
            concept();
          } else if (SUBJECTS.contains(field)) {
            object(name -> patient = name.equals("reference") ? textOrSkip() : skipped(patient));
          } else if (DATES.contains(field)) {
            written(textOrSkip());
          } else if (field.equals("effectivePeriod")) {
            object(name -> period(name, textOrSkip()));
          } else {
            json.skipChildren();
          }
        }
      }
    }

    /** The parts of a panel are what it is about as well. */
    private void component(String name) {
      if (name.equals("code")) {
        concept();
      } else {
        json.skipChildren();
      }
    }

    private void period(String name, String date) {
      if (name.equals("start") || name.equals("end")) {
        written(date);
      }
    }

    /** The latest of its dates, one without a day counting as later than its days. */
    private void written(String date) {
      boolean later = written.isEmpty() || (date + "~").compareTo(written + "~") > 0;
      written = later && !date.isEmpty() ? date : written;
    }

    private boolean isOneOf(JsonToken expected, JsonToken other) {
      return json.currentToken() == expected || json.currentToken() == other;
    }

    private void total() {
      boolean counted =
          json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getString().length() < 9;
      total = counted ? Optional.of(json.getIntValue()) : Optional.empty();
      json.skipChildren();
    }

    private String skipped(String kept) {
      json.skipChildren();
      return kept;
    }

    private void object(Consumer<String> field) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        json.skipChildren();
        return;
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        field.accept(name);
      }
    }

    private void array(Runnable element) {
      if (json.currentToken() != JsonToken.START_ARRAY) {
        json.skipChildren();
        return;
      }
      while (json.nextToken() != JsonToken.END_ARRAY) {
        element.run();
      }
    }

    private void concept() {
      object(
          name -> {
            switch (name) {
              case "coding" -> array(this::coding);
              case "text" -> texts.add(textOrSkip());
              default -> json.skipChildren();
            }
          });
    }

    private void coding() {
      String[] values = {"", "", ""};
      object(
          name -> {
            switch (name) {
              case "system" -> values[0] = textOrSkip();
              case "code" -> values[1] = textOrSkip();
              case "display" -> values[2] = textOrSkip();
              default -> json.skipChildren();
            }
          });
      codings.add(new Coding(values[0], values[1], values[2]));
    }

    private void entry() {
      malformed = malformed || json.currentToken() != JsonToken.START_OBJECT;
      String[] values = {"", ""};
      List<RawResource> resource = new ArrayList<>();
      object(
          name -> {
            switch (name) {
              case "fullUrl" -> values[0] = textOrSkip();
              case "search" ->
                  object(
                      search ->
                          values[1] = search.equals("mode") ? textOrSkip() : skipped(values[1]));
              case "resource" -> {
                if (json.currentToken() == JsonToken.START_OBJECT) {
                  resource.add(scan());
                } else {
                  malformed = malformed || json.currentToken() != JsonToken.VALUE_NULL;
                  json.skipChildren();
                }
              }
              default -> json.skipChildren();
            }
          });
      resource.forEach(r -> add(new Entry(values[0], values[1], r)));
    }

    /** What has no type, or is a Bundle itself, could hide an order or a drug. */
    private void add(Entry entry) {
      String kind = entry.resource().type();
      malformed = malformed || kind.isBlank() || kind.equals("Bundle");
      entries.add(entry);
    }

    private void link() {
      String[] values = {"", ""};
      object(
          name -> {
            switch (name) {
              case "relation" -> values[0] = textOrSkip();
              case "url" -> values[1] = textOrSkip();
              default -> json.skipChildren();
            }
          });
      if (values[0].equals("next")) {
        cut = true;
        next = values[1];
      }
    }

    private void issue() {
      object(
          name -> {
            if (name.equals("severity")) {
              String severity = textOrSkip();
              error = error || severity.equals("error") || severity.equals("fatal");
            } else {
              json.skipChildren();
            }
          });
    }
  }
}
