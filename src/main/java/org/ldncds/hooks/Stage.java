package org.ldncds.hooks;

/** A part of the way of the data, as its time is measured. */
public enum Stage {
  READ,
  FETCH,
  FACTS,
  CHECKS,
  PLANS,
  CARDS,
  WRITE
}
