package org.ldncds.web.rules;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.ldncds.knowledge.Knowledge;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Lists every rule with the source attributes that the US rule on decision-support transparency
 * asks for; {@code /fhir/CodeSystem/rules} says the same to machines.
 */
@Controller
class RulesPageController {

  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final RulesPage page;

  RulesPageController(Knowledge knowledge, @Value("${cds.clinical-owner:}") String owner) {
    this.page = RulesPage.of(knowledge, owner);
  }

  @GetMapping("/rules")
  ModelAndView rules(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader(
        HttpHeaders.CACHE_CONTROL, CacheControl.maxAge(FRESH).cachePublic().getHeaderValue());
    return new ModelAndView("rules").addObject("page", page);
  }
}
