package org.ldncds.web.openapi;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * The OpenAPI description and a page that shows it. Both are open in production too: they hold what
 * the source code holds.
 */
@Controller
class ApiController {

  private static final CacheControl FRESH =
      CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic();

  /** Swagger UI draws its arrows as data: images. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

  @GetMapping("/v3/api-docs")
  ResponseEntity<byte[]> description() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(FRESH)
        .body(ApiDescription.json());
  }

  @GetMapping({"/swagger-ui", "/swagger-ui/", "/swagger-ui.html", "/swagger-ui/index.html"})
  ModelAndView page(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader(HttpHeaders.CACHE_CONTROL, FRESH.getHeaderValue());
    return new ModelAndView("api");
  }
}
