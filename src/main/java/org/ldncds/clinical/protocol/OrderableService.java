package org.ldncds.clinical.protocol;

import java.util.Optional;
import org.ldncds.clinical.drug.Code;

/**
 * A visit or a test that may be ordered beside a drug.
 *
 * @param text what it is, for people
 * @param code where one is known for sure
 * @param display of the code; empty where there is none
 */
public record OrderableService(String text, Optional<Code> code, String display) {}
