package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.firstDraft;
import static org.ldncds.web.TestRequests.list;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.oxycodone;
import static org.ldncds.web.TestRequests.prefetch;
import static org.ldncds.web.TestRequests.searchset;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Text of records, seen as an EHR renders it: it stays text, whatever stands in it. */
class MarkupTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
  private static final Parser GFM =
      Parser.builder()
          .extensions(List.of(TablesExtension.create(), AutolinkExtension.create()))
          .build();
  private static final Set<Class<?>> MARKUP =
      Set.of(
          Link.class,
          Image.class,
          HtmlBlock.class,
          HtmlInline.class,
          Heading.class,
          Code.class,
          FencedCodeBlock.class,
          IndentedCodeBlock.class,
          BlockQuote.class,
          OrderedList.class,
          ThematicBreak.class);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<img src=x onerror=alert(1)>",
        "</td></tr></table><script>alert(1)</script>",
        "<!-- open",
        "[x](javascript:alert(1))",
        "![x](https://evil.example/x.png)",
        "[x][y]\n\n[y]: https://evil.example",
        "`code` ``` ~~~",
        "a | b | c | d | e | f",
        "|\n|---|\n| x |",
        "\\| \\\\| \\",
        "\n# heading",
        "\n\nsetext\n===",
        "\r\n- item\r\n\r\n    indented",
        "1. one",
        "> quoted",
        "***",
        "\u202e\u2066evil\u2069 \u200f",
        "https://evil.example www.evil.example ftp://evil.example WWW.evil.example",
        "mailto:a@evil.example a@evil.example <a@evil.example> <https://evil.example>",
        "&#60;img src=x onerror=alert(1)&#62; &lt;b&gt; &#x3c;",
        "{{mustache}} {{{texts}}} {{#evidence}}",
        "**bold** __bold__ *em* ~~gone~~",
        "\ud800 half a pair",
        "\u2028# line \u2029# paragraph \u0085# next \u000b# tab"
      })
  void staysText(String hostile) {
    String drug = "oxycodone " + hostile;
    for (ObjectNode request :
        List.of(
            hostileList(drug),
            hostileOrder("naltrexone " + hostile, hostile),
            hostileIds(hostile))) {
      JsonNode cards = TestPipeline.shapedAnswer(bytes(request), TODAY).get("cards");
      assertFalse(cards.isEmpty(), "there is something to render");
      cards.forEach(MarkupTest::rendered);
    }
  }

  private static ObjectNode hostileList(String drug) {
    ObjectNode request = naltrexone();
    ObjectNode text = oxycodone();
    text.putObject("medicationCodeableConcept").put("text", drug);
    ObjectNode display = oxycodone().put("id", "oxy-2");
    display
        .putObject("medicationCodeableConcept")
        .putArray("coding")
        .addObject()
        .put("display", drug);
    list(request, text, display);
    return request;
  }

  private static ObjectNode hostileOrder(String drug, String hostile) {
    ObjectNode request = naltrexone();
    firstDraft(request).putObject("medicationCodeableConcept").put("text", drug);
    ObjectNode quantity =
        (ObjectNode) firstDraft(request).at("/dosageInstruction/0/doseAndRate/0/doseQuantity");
    quantity.put("unit", hostile).put("code", hostile);
    ObjectNode disorder =
        TestRequests.json(
            "{'resourceType':'Condition','id':'c','clinicalStatus':{'coding':[{'code':'active'}]},'subject':{'reference':'Patient/test-patient'}}");
    disorder
        .putObject("code")
        .put("text", hostile)
        .putArray("coding")
        .addObject()
        .put("system", "http://hl7.org/fhir/sid/icd-10-cm")
        .put("code", "F11.20");
    prefetch(request).set("conditions", searchset(disorder));
    return request;
  }

  private static ObjectNode hostileIds(String hostile) {
    ObjectNode request = naltrexone();
    firstDraft(request).put("id", hostile);
    ObjectNode broken = oxycodone().put("id", hostile).put("status", hostile);
    ObjectNode other = oxycodone().put("id", hostile + "2");
    other.putObject("subject").put("reference", "Patient/other");
    list(request, broken, other);
    return request;
  }

  private static void rendered(JsonNode card) {
    String detail = card.get("detail").asString();
    List<Node> nodes = new ArrayList<>();
    collect(GFM.parse(detail), nodes);
    nodes.stream()
        .filter(node -> !isSource(node))
        .forEach(node -> assertFalse(MARKUP.contains(node.getClass()), () -> node + " " + detail));
    int columns = detail.contains("| Record |") ? 6 : 4;
    long lines = detail.lines().filter(line -> line.startsWith("|")).count();
    List<Node> rows = nodes.stream().filter(TableRow.class::isInstance).toList();
    assertEquals(Math.max(0, lines - 1), rows.size(), detail);
    rows.forEach(row -> assertEquals(columns, cells(row), detail));
    detail.lines().filter(line -> line.startsWith("|")).forEach(line -> bars(line, columns));
    String shown = detail + card.get("summary").asString();
    assertTrue(
        shown
            .codePoints()
            .allMatch(c -> c == '\n' || !Set.of(15, 16, 19, 13, 14).contains(Character.getType(c))),
        "no control, format or separator characters");
  }

  /** The documents that a card cites are linked; their addresses are ours. */
  private static boolean isSource(Node node) {
    return node instanceof Link link
        && TestPipeline.KNOWLEDGE.citations().values().stream()
            .anyMatch(citation -> citation.url().equals(Optional.of(link.getDestination())));
  }

  /** A renderer drops cells beyond the heading's, so they are counted in the source too. */
  private static void bars(String row, int columns) {
    assertEquals(
        columns + 1, row.replaceAll("\\\\.", "").chars().filter(c -> c == '|').count(), row);
  }

  private static long cells(Node row) {
    List<Node> nodes = new ArrayList<>();
    collect(row, nodes);
    return nodes.stream().filter(TableCell.class::isInstance).count();
  }

  private static void collect(Node node, List<Node> nodes) {
    nodes.add(node);
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      collect(child, nodes);
    }
  }
}
