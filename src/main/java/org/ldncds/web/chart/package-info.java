/** Knows how a chart becomes part of a page: XChart paints it, Batik writes it as SVG. */
@NullMarked
package org.ldncds.web.chart;

import org.jspecify.annotations.NullMarked;
