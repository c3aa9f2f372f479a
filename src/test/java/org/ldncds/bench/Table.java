package org.ldncds.bench;

import java.util.Locale;

/** A table of Markdown that is printed row by row. */
final class Table {

  private final StringBuilder text = new StringBuilder();

  Table(String title, String... heads) {
    text.append("\n## ").append(title).append("\n\n");
    row((Object[]) heads);
    text.append("|---".repeat(heads.length)).append("|\n");
  }

  Table row(Object... cells) {
    for (Object cell : cells) {
      text.append("| ").append(cell).append(' ');
    }
    text.append("|\n");
    return this;
  }

  Table note(String line) {
    text.append('\n').append(line).append('\n');
    return this;
  }

  static String number(double value) {
    return value >= 100
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
