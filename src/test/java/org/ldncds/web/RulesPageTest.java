package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.ldncds.clinical.check.Rule;

/** The page that lists the rules. */
class RulesPageTest extends HttpTest {

  @Test
  void everyRuleStandsThereWithWhatItSaysUsesAndRestsOn() throws IOException, InterruptedException {
    HttpResponse<byte[]> response = send(request("/rules").build());
    String page = new String(response.body(), StandardCharsets.UTF_8);
    assertEquals(200, response.statusCode());
    for (Rule rule : Rule.values()) {
      assertTrue(page.contains("id=\"" + rule.id() + "\""), rule.id());
    }
    TestPipeline.KNOWLEDGE
        .rules()
        .forEach(
            (rule, statement) ->
                assertTrue(page.contains(statement.says().replace("'", "&#39;")), rule.id()));
    assertTrue(page.contains("Not clinically reviewed"));
    assertTrue(
        response
            .headers()
            .firstValue("Content-Security-Policy")
            .orElse("")
            .startsWith("default-src 'none'"));
  }
}
