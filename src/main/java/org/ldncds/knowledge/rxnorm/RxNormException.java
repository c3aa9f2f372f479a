package org.ldncds.knowledge.rxnorm;

/** A release or a table is not what it should be; the message says where, what and what to do. */
public final class RxNormException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param file its path
   * @param line from 1; 0 where the whole file is meant
   * @param problem names what is wrong and advises
   */
  RxNormException(Object file, long line, String problem) {
    super(file + (line > 0 ? ":" + line : "") + ": " + problem);
  }
}
