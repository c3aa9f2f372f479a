package org.ldncds.clinical.sig;

import java.util.List;

/** A place among the tokens, with a short look ahead. */
final class Tokens {

  private final List<Token> tokens;
  private final Effort effort;
  private int at;

  Tokens(List<Token> tokens, Effort effort) {
    this.tokens = tokens;
    this.effort = effort;
  }

  boolean atEnd() {
    return at >= tokens.size();
  }

  /** The token so many places ahead; {@link Token#END} behind the last. */
  Token peek(int ahead) {
    effort.look();
    return at + ahead < tokens.size() ? tokens.get(at + ahead) : Token.END;
  }

  boolean is(int ahead, Kind kind) {
    return peek(ahead).is(kind);
  }

  Token next() {
    Token token = peek(0);
    at++;
    return token;
  }

  void skip(int number) {
    at += number;
  }

  /** Goes over the next token where it is of that kind. */
  boolean accept(Kind kind) {
    boolean there = is(0, kind);
    if (there) {
      at++;
    }
    return there;
  }

  /** Goes over all tokens that mean nothing for the dose. */
  void skipMeaningless() {
    while (peek(0).kind().isMeaningless()) {
      at++;
    }
  }

  int mark() {
    return at;
  }

  void reset(int mark) {
    at = mark;
  }
}
