package org.ldncds.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that is one row of the conformance table in src/docs/conformance.md. Any test class may
 * hold rows.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Test
@ExtendWith(ConformanceReport.class)
@interface Conforms {

  /** The number of the row. */
  String id();

  /**
   * On whose word: S a SHALL of the specification, s a SHOULD, C Da Vinci CRD, D a decision of ours
   * where it is silent, V seen of a vendor, W seen on the wire of the reference client.
   */
  String level();

  /** The rule, in one sentence. */
  String says();
}
