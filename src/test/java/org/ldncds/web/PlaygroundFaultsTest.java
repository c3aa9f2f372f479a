package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** What the playground says of bad input, and that hostile input stays text. */
class PlaygroundFaultsTest extends PlaygroundTest {

  @Test
  void anUnknownStoryIsSaidBesideTheChoice() throws Exception {
    HttpResponse<byte[]> answer = send(request("/?story=%3Cb%3E").build());
    assertEquals(400, answer.statusCode());
    assertTrue(text(answer).contains("id=\"story-fault\""));
  }

  @ParameterizedTest(name = "{0} is at fault: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "drug|&dose=1|Name the drug",
        "dose|&drug=naltrexone|Type an amount",
        "dose|&drug=naltrexone&dose=abc|is no amount",
        "dose|&drug=naltrexone&dose=4,5|Maybe 4.5?",
        "dose|&drug=naltrexone&dose=-1|is no amount",
        "dose|&drug=naltrexone&dose=0|Type an amount above 0",
        "unit|&drug=naltrexone&dose=1&unit=stone|Choose one of mg",
        "timing|&drug=naltrexone&dose=1&timing=often|Choose how often",
        "hook|&drug=naltrexone&dose=1&hook=other&data=x|No service answers",
        "json|&how=json|Paste a MedicationRequest",
        "json|&how=json&json=%7B%22a%22|This is no JSON. Look at line 1",
        "json|&how=json&json=%7B%22a%22:1,%22a%22:2%7D|stands twice",
        "json|&how=json&json=%5B1%5D|An order is a JSON object",
        "json|&how=json&json=%7B%7D|resourceType is missing",
        "json|&how=json&json=%7B%22resourceType%22:%22Patient%22%7D|Patient is no order",
        "json|&how=json&json=%5B%5D|There is no order in it",
        "how|&how=other|one of three",
        "how|&how=story&story=step-is-due-when-the-chart-is-opened|holds no order"
      })
  void aFaultStandsBesideItsField(String field, String fields, String says) throws Exception {
    String base = WRITTEN;
    for (String name : List.of("hook", "how", "story")) {
      base =
          fields.contains("&" + name + "=") ? base.replaceFirst("&" + name + "=[^&]*", "") : base;
    }
    HttpResponse<byte[]> answer = form("/", "dialect=standard" + base + fields);
    assertEquals(400, answer.statusCode(), () -> text(answer));
    String fault = first("(?s)id=\"" + field + "-fault\"[^>]*>([^<]*)<", text(answer));
    assertTrue(fault.contains(says), fault);
    assertTrue(text(answer).contains("autofocus"), "the first fault has the focus");
  }

  @Test
  void whatWasTypedIsKept() throws Exception {
    HttpResponse<byte[]> answer =
        form("/", "a=b" + WRITTEN + "&drug=" + encoded("a<b>&\"c") + "&dose=4x&sig=nightly");
    assertEquals(400, answer.statusCode());
    assertTrue(text(answer).contains("value=\"a&lt;b&gt;&amp;&quot;c\""), text(answer));
    assertTrue(text(answer).contains("value=\"4x\""));
    assertTrue(text(answer).contains(">nightly</textarea>"));
  }

  @Test
  void hostileTextOfARecordStaysText() throws Exception {
    ObjectNode order =
        TestRequests.json(
            "{'resourceType':'MedicationRequest','intent':'order','medicationCodeableConcept':{},'dosageInstruction':[{'text':'45 mg daily'}]}");
    ((ObjectNode) order.get("medicationCodeableConcept"))
        .put(
            "text",
            "naltrexone <img src=x onerror=alert(1)> ![p](http://evil.example/p) [l](javascript:alert(1)) 45 mg");
    String page =
        sign("story=amoxicillin&hook=order-sign&how=json&json=" + encoded(order.toString()));
    assertFalse(all(SUMMARY, page).isEmpty(), page);
    assertFalse(page.contains("<img src=x"), page);
    assertFalse(page.contains("src=\"http://evil"), page);
    assertFalse(page.contains("href=\"javascript"), page);
  }

  @Test
  void theServicesRefusalIsShown() throws Exception {
    ObjectNode order = TestRequests.draft("Naltrexone 1 mg oral capsule");
    String page =
        sign("story=amoxicillin&hook=order-sign&how=json&json=" + encoded(order.toString()));
    assertTrue(page.contains("The service refused the request"), page);
    assertTrue(page.contains("422") && page.contains("context.draftOrders"), page);
  }

  @Test
  void anotherSitesFormChangesNothing() throws Exception {
    HttpResponse<byte[]> answer =
        send(
            request("/")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(BodyPublishers.ofString("story=amoxicillin&hook=order-sign"))
                .build());
    assertEquals(403, answer.statusCode());
  }
}
