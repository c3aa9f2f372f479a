package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** Posts the playground's form as a browser without JavaScript does. */
abstract class PlaygroundTest extends HttpTest {

  static final Pattern SUMMARY = Pattern.compile("<h3 id=\"card-[^\"]*\">([^<]*)<");
  static final String WRITTEN = "&hook=order-sign&how=written&story=amoxicillin";

  static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  HttpResponse<byte[]> form(String path, String fields) throws Exception {
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "text/html")
            .POST(BodyPublishers.ofString(fields))
            .build());
  }

  String sign(String fields) throws Exception {
    HttpResponse<byte[]> answer = form("/", fields);
    assertEquals(200, answer.statusCode(), () -> text(answer));
    return text(answer);
  }

  /** A service that has only begun may not fetch within its time limit, and says so. */
  String fetched(String fields) throws Exception {
    String page = sign(fields + "&data=fetch");
    for (int again = 0; again < 10 && page.contains("record system too slow"); again++) {
      page = sign(fields + "&data=fetch");
    }
    return page;
  }

  static List<String> all(Pattern pattern, String page) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(page);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  static String first(String pattern, String page) {
    List<String> found = all(Pattern.compile(pattern), page);
    assertFalse(found.isEmpty(), pattern + " in " + page);
    return HtmlUtils.htmlUnescape(found.get(0));
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
