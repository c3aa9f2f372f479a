package org.ldncds.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ldncds.hooks.HookJson;
import org.ldncds.hooks.Pipeline;
import org.ldncds.hooks.PipelineStages;
import org.ldncds.hooks.PlainPipeline;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.node.ObjectNode;

/** That no test gets an answer unchecked, and that the checks see what is wrong. */
class EveryAnswerTest {

  @Test
  void onlyOnePlaceAsksAPipeline() {
    // The plain answer is held against a checked one, and the benchmarks assert nothing
    noClasses()
        .that()
        .doNotBelongToAnyOf(TestPipeline.class, PlainPipeline.class, PipelineStages.class)
        .should()
        .callMethodWhere(
            JavaCall.Predicates.target(
                HasOwner.Predicates.With.owner(
                    JavaClass.Predicates.belongToAnyOf(Pipeline.class, HookJson.class))))
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                .importPackages("org.ldncds"));
  }

  private static MockHttpServletResponse through(
      String method, String path, int status, String body) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest(method, path);
    MockHttpServletResponse response = new MockHttpServletResponse();
    new EveryAnswer()
        .doFilter(
            request,
            response,
            new MockFilterChain() {
              @Override
              public void doFilter(ServletRequest in, ServletResponse out) throws IOException {
                ((HttpServletResponse) out).setStatus(status);
                ((HttpServletResponse) out).setHeader("Cache-Control", "no-store");
                out.setContentType("application/json");
                out.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
              }
            });
    return response;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "POST ! 200 ! {\"cards\":[]} ! true",
        "POST ! 200 ! {} ! false",
        "POST ! 200 ! {\"cards\":[],\"systemActions\":[]} ! false",
        "POST ! 200 ! {\"cards\":[{\"uuid\":\"a\",\"summary\":\"\"}]} ! false",
        "GET ! 200 ! {\"services\":[]} ! true",
        "GET ! 200 ! {\"services\":[{\"id\":\"x\",\"hook\":\"order-sign\"}]} ! false",
        "POST ! 401 ! '' ! true",
        "POST ! 401 ! {\"why\":\"secret\"} ! false",
        "POST ! 400 ! {\"message\":\"x\"} ! false",
        "POST ! 503 ! {\"resourceType\":\"OperationOutcome\"} ! false",
        "POST ! 418 ! {} ! false"
      })
  void brokenAnswersBecomeAStatusNoTestExpects(
      String method, int status, String body, boolean right) throws Exception {
    MockHttpServletResponse seen = through(method, "/cds-services", status, body);
    assertEquals(right ? status : EveryAnswer.BROKEN, seen.getStatus(), seen.getContentAsString());
  }

  /** A whole card, and each way to break it. */
  @ParameterizedTest
  @CsvSource({
    "/summary, ",
    "/indicator, hard-stop",
    "/source/label, ",
    "/source/topic/code, ",
    "/uuid, ",
    "/detail, <b>x</b>",
    "/selectionBehavior, all",
    "/suggestions/0/label, ",
    "/suggestions/0/actions/0/description, ",
    "/suggestions/0/actions/0/type, replace"
  })
  void eachPartOfACardIsLookedAt(String part, String value) throws Exception {
    byte[] request = TestRequests.bytes(TestRequests.naltrexone());
    ObjectNode answer = (ObjectNode) TestPipeline.answer(request, LocalDate.of(2026, 11, 23));
    assertTrue(answer.at("/cards/0/suggestions/0/actions/0").isObject());
    String path = "/cards/0" + part;
    int last = path.lastIndexOf('/');
    ((ObjectNode) answer.at(path.substring(0, last)))
        .put(path.substring(last + 1), value == null ? "" : value);
    assertEquals(
        EveryAnswer.BROKEN, through("POST", "/cds-services/x", 200, answer.toString()).getStatus());
  }
}
