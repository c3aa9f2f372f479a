/** Knows the OpenAPI description of the service and its page. */
@NullMarked
package org.ldncds.web.openapi;

import org.jspecify.annotations.NullMarked;
