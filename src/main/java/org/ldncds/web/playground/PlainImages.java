package org.ldncds.web.playground;

import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;

/** Writes the words of a picture in its place, so that a record can make no browser load one. */
final class PlainImages implements NodeRenderer {

  private final HtmlNodeRendererContext context;

  PlainImages(HtmlNodeRendererContext context) {
    this.context = context;
  }

  @Override
  public Set<Class<? extends Node>> getNodeTypes() {
    return Set.of(Image.class);
  }

  @Override
  public void render(Node node) {
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text text) {
            context.getWriter().text(text.getLiteral());
          }
        });
  }
}
