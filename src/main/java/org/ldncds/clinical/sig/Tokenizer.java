package org.ldncds.clinical.sig;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ldncds.clinical.sig.RawToken.Shape;
import org.ldncds.clinical.sig.Token.Doubt;

/**
 * Splits a written dosage into words, numbers and signs in one pass. Figures part words ("q4h",
 * "1.5mg"), full stops do not count ("b.i.d.", "tab.") but are remembered where they end a
 * sentence.
 */
final class Tokenizer {

  private final String text;
  private final Effort effort;
  private final List<RawToken> tokens = new ArrayList<>();
  private boolean afterStop;
  private int at;

  private Tokenizer(String folded, Effort effort) {
    this.text = folded;
    this.effort = effort;
  }

  static List<RawToken> split(String text, Effort effort) {
    Tokenizer tokenizer = new Tokenizer(Folding.of(text, effort), effort);
    tokenizer.run();
    return tokenizer.tokens;
  }

  /** The tokens with their meanings. */
  static List<Token> tokens(String text, SigWords words, Effort effort) {
    List<RawToken> raw = split(text, effort);
    List<Token> tokens = new ArrayList<>();
    int i = 0;
    while (i < raw.size()) {
      RawToken first = raw.get(i);
      Optional<SigWords.Match> match = words.longestAt(raw, i, effort);
      if (match.isPresent()) {
        tokens.add(new Token(first.text(), match.get().meaning(), first.afterStop(), Doubt.NONE));
        i = match.get().end();
      } else {
        tokens.add(token(first));
        i++;
      }
    }
    return tokens;
  }

  private static Token token(RawToken raw) {
    Meaning meaning =
        switch (raw.shape()) {
          case WORD -> Meaning.UNKNOWN;
          case NUMBER -> new Meaning(Kind.NUMBER, raw.number(), 0);
          case HYPHEN -> Meaning.of(Kind.DASH);
          case SIGN -> Meaning.of(sign(raw.text()));
        };
    return new Token(raw.text(), meaning, raw.afterStop(), raw.doubt());
  }

  private static Kind sign(String text) {
    return switch (text) {
      case "," -> Kind.COMMA;
      case ";", "\n", "|" -> Kind.BREAK;
      case ":" -> Kind.COLON;
      case "(", "[" -> Kind.OPEN;
      case ")", "]" -> Kind.CLOSE;
      case "-" -> Kind.DASH;
      case "/" -> Kind.SLASH;
      case "+" -> Kind.PLUS;
      default -> Kind.UNKNOWN;
    };
  }

  private void run() {
    while (at < text.length()) {
      effort.look();
      char c = text.charAt(at);
      if (isDigit(at) || (c == '.' && isDigit(at + 1))) {
        NumberReader number = new NumberReader(text, at, effort);
        RawToken token = number.read();
        add(token.text(), Shape.NUMBER, token.number(), token.doubt());
        at = number.end();
      } else if (Character.isLetter(c)) {
        word();
      } else if (c == '.') {
        stop();
      } else {
        sign(c);
      }
    }
  }

  private boolean isDigit(int i) {
    return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
  }

  private boolean isLetter(int i) {
    return i >= 0 && i < text.length() && Character.isLetter(text.charAt(i));
  }

  /** Letters; single ones parted by full stops belong together, and an apostrophe parts nothing. */
  private void word() {
    StringBuilder word = new StringBuilder();
    int run = 0;
    while (at < text.length()) {
      effort.look();
      char c = text.charAt(at);
      if (Character.isLetter(c)) {
        word.append(c);
        run++;
      } else if (c == '.' && run == 1 && isLetter(at + 1) && !isLetter(at + 2)) {
        run = 0;
      } else if (c == '.' && isDigit(at + 1) && word.toString().equals("q")) {
        run = 2;
      } else if (c == '\'' && isLetter(at + 1)) {
        run = 2;
      } else {
        break;
      }
      at++;
    }
    add(word.toString(), Shape.WORD, BigDecimal.ZERO, Doubt.NONE);
  }

  private void stop() {
    int first = at;
    while (at < text.length() && text.charAt(at) == '.') {
      effort.look();
      at++;
    }
    if (at - first > 1) {
      add("-", Shape.SIGN, BigDecimal.ZERO, Doubt.NONE);
    } else {
      afterStop = true;
    }
  }

  private void sign(char c) {
    boolean arrow = (c == '-' || c == '=') && isArrow();
    if (arrow) {
      at = text.indexOf('>', at);
      add("\u2192", Shape.SIGN, BigDecimal.ZERO, Doubt.NONE);
    } else if (c != ' ' && !isBullet(c)) {
      boolean hyphen = c == '-' && isLetter(at - 1) && isLetter(at + 1);
      add(String.valueOf(c), hyphen ? Shape.HYPHEN : Shape.SIGN, BigDecimal.ZERO, Doubt.NONE);
    }
    at++;
  }

  /** A sign for an entry of a list, at the start of a line and before a blank. */
  private boolean isBullet(char c) {
    boolean starts = tokens.isEmpty() || tokens.get(tokens.size() - 1).text().equals("\n");
    return starts && "-*".indexOf(c) >= 0 && text.startsWith(" ", at + 1);
  }

  /** "->", "-->" and "=>". */
  private boolean isArrow() {
    return text.startsWith(">", at + 1) || text.startsWith("->", at + 1);
  }

  private void add(String word, Shape shape, BigDecimal number, Doubt doubt) {
    tokens.add(new RawToken(word, shape, number, doubt, afterStop));
    afterStop = false;
  }
}
