package org.ldncds.hooks;

/**
 * The request cannot be answered as it is. The message names the field and holds no value of it.
 */
public final class InvalidRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String field;

  /**
   * @param status 400, 412 or 422
   */
  InvalidRequestException(int status, String field, String message) {
    super(message);
    this.status = status;
    this.field = field;
  }

  static InvalidRequestException badRequest(String field, String message) {
    return new InvalidRequestException(400, field, message);
  }

  public int status() {
    return status;
  }

  public String field() {
    return field;
  }
}
