package org.ldncds.store;

/** The database cannot be asked now; it may be later. */
public final class StoreDownException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StoreDownException(Exception cause) {
    super("The store is down.", cause);
  }
}
