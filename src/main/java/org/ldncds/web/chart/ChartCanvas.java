package org.ldncds.web.chart;

import java.awt.Color;
import java.awt.Dimension;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.knowm.xchart.XYChart;
import org.w3c.dom.Comment;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Turns a chart into an svg element that stands in a page. A chart is painted in code colours, each
 * of which becomes a class here: the stylesheet colours it, in light, in dark and on paper.
 */
public final class ChartCanvas {

  /** Is not drawn at all. */
  public static final Color NOTHING = new Color(0, 0, 0, 0);

  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final List<String> CLASSES =
      List.of(
          "chart-grid",
          "chart-line",
          "chart-review",
          "tone-1",
          "tone-2",
          "tone-3",
          "tone-4",
          "tone-5",
          "tone-6",
          "tone-7",
          "tone-8",
          "part-accepted",
          "part-overridden",
          "part-ignored");
  private static final List<String> DEFAULTS =
      List.of(
          "fill",
          "stroke",
          "font-family",
          "font-size",
          "font-style",
          "font-weight",
          "color-interpolation",
          "color-rendering",
          "image-rendering",
          "shape-rendering",
          "text-rendering");

  private final Document document;
  private final String name;
  private final int width;
  private final int height;
  private final String description;
  private final List<Element> texts = new ArrayList<>();
  private final SVGGraphics2D graphics;

  /**
   * @param name for its ids
   * @param description what it shows, for those who do not see it
   */
  public ChartCanvas(String name, int width, int height, String description) {
    this.document = document();
    this.name = name;
    this.width = width;
    this.height = height;
    this.description = description;
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setIDGenerator(
        new SVGIDGenerator() {
          @Override
          public String generateID(String prefix) {
            return name + "-" + super.generateID(prefix);
          }
        });
    this.graphics = new SVGGraphics2D(context, false);
    graphics.setSVGCanvasSize(new Dimension(width, height));
  }

  /** The colour that stands for a class of the stylesheet. */
  public static Color colour(String styleClass) {
    int code = CLASSES.indexOf(styleClass);
    if (code < 0) {
      throw new IllegalArgumentException("no colour stands for " + styleClass);
    }
    return new Color(0, 1, code);
  }

  public void draw(XYChart chart) {
    chart.paint(graphics, width, height);
  }

  /**
   * @param anchor start, middle or end
   */
  public void text(String text, double x, double y, String anchor, String styleClass) {
    Element element = document.createElementNS(SVG, "text");
    element.setAttribute("x", String.format(Locale.ROOT, "%.1f", x));
    element.setAttribute("y", String.format(Locale.ROOT, "%.1f", y));
    element.setAttribute("text-anchor", anchor);
    element.setAttribute("class", styleClass);
    element.setTextContent(text);
    texts.add(element);
  }

  public String svg() {
    Element root = graphics.getRoot();
    DEFAULTS.forEach(root::removeAttribute);
    root.removeAttribute("width");
    root.removeAttribute("height");
    root.setAttribute("viewBox", "0 0 " + width + " " + height);
    root.setAttribute("class", "chart chart-" + name);
    root.setAttribute("role", "img");
    root.setAttribute("aria-labelledby", name + "-title");
    dress(root);
    tidy(root);
    texts.forEach(root::appendChild);
    Element title = document.createElementNS(SVG, "title");
    title.setAttribute("id", name + "-title");
    title.setTextContent(description);
    root.insertBefore(title, root.getFirstChild());
    return written(root);
  }

  /** Classes instead of colours; what has no colour is taken out. */
  private static void dress(Element element) {
    for (String opacity : List.of("fill-opacity", "stroke-opacity")) {
      if (element.getAttribute(opacity).equals("0")) {
        Node parent = element.getParentNode();
        if (parent != null) {
          parent.removeChild(element);
        }
        return;
      }
    }
    for (int code = 0; code < CLASSES.size(); code++) {
      if (element.getAttribute("stroke").equals("rgb(0,1," + code + ")")) {
        element.setAttribute("class", CLASSES.get(code));
        element.removeAttribute("fill");
        element.removeAttribute("stroke");
      }
    }
    element.removeAttribute("font-family");
    element.removeAttribute("font-weight");
    element.removeAttribute("text-rendering");
    children(element).forEach(ChartCanvas::dress);
  }

  /** Batik's empty definitions and its comment would stand in a page twice. */
  private static void tidy(Element root) {
    for (Node node = root.getFirstChild(); node != null; ) {
      Node next = node.getNextSibling();
      if (node instanceof Comment || node.getNodeName().equals("defs")) {
        root.removeChild(node);
      }
      node = next;
    }
  }

  private static List<Element> children(Element element) {
    List<Element> children = new ArrayList<>();
    NodeList nodes = element.getChildNodes();
    for (int i = 0; i < nodes.getLength(); i++) {
      if (nodes.item(i) instanceof Element child) {
        children.add(child);
      }
    }
    return children;
  }

  private static Document document() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return factory.newDocumentBuilder().getDOMImplementation().createDocument(SVG, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String written(Element root) {
    try {
      TransformerFactory factory = TransformerFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      Transformer writer = factory.newTransformer();
      writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter text = new StringWriter();
      writer.transform(new DOMSource(root), new StreamResult(text));
      return text.toString();
    } catch (TransformerException e) {
      throw new IllegalStateException(e);
    }
  }
}
