package org.ldncds.web.playground;

import java.util.List;

/** A form that cannot be signed as it is. */
final class FaultyFormException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  FaultyFormException(List<Fault> faults) {
    super("faults of the form");
    this.faults = List.copyOf(faults);
  }

  FaultyFormException(String field, String message) {
    this(List.of(new Fault(field, message)));
  }

  List<Fault> faults() {
    return faults;
  }
}
