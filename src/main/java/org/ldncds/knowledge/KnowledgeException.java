package org.ldncds.knowledge;

/**
 * A knowledge file is wrong. The service does not start; the message says where, what and what may
 * be meant.
 */
public final class KnowledgeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param file path below the knowledge folder
   * @param line from 1; 0 where the whole file is meant
   * @param field the path of the field in the file
   * @param problem names the value and advises
   */
  public KnowledgeException(String file, int line, String field, String problem) {
    super(
        file
            + (line > 0 ? ":" + line : "")
            + ": "
            + (field.isEmpty() ? "" : field + ": ")
            + problem);
  }
}
