package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/**
 * Where users are named, nobody else reads the insights. The password of both is "correct horse".
 */
@TestPropertySource(
    properties = {
      "cds.insights.users[0]=ada:$2a$04$/EXRnb6PxUZhJ6i3UcP2nOpSgnOMvbhNnTSNFbm1vpeg1VqFFW.cy",
      "cds.insights.users[1]=bob:{bcrypt}$2a$04$/EXRnb6PxUZhJ6i3UcP2nOpSgnOMvbhNnTSNFbm1vpeg1VqFFW.cy"
    })
class InsightsUsersTest extends HttpTest {

  private static String basic(String credentials) {
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  private int status(String path, String authorization) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        send(request(path).header("Authorization", authorization).build());
    if (response.statusCode() == 401) {
      assertTrue(response.headers().firstValue("WWW-Authenticate").orElse("").startsWith("Basic"));
    }
    return response.statusCode();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/insights", "/insights.json", "/insights.csv"})
  void thoseWhoAreNamedComeInWithTheirPassword(String path)
      throws IOException, InterruptedException {
    assertEquals(200, status(path, basic("ada:correct horse")));
    assertEquals(200, status(path, basic("bob:correct horse")));
    assertEquals(401, send(request(path).build()).statusCode());
  }

  @ParameterizedTest
  @CsvSource({"ada:wrong", "ada:", "ada", "eve:correct horse", "eve:", ":correct horse"})
  void allOthersStayOut(String credentials) throws IOException, InterruptedException {
    for (String path : List.of("/insights", "/insights.json", "/insights.csv")) {
      assertEquals(401, status(path, basic(credentials)), path);
    }
    assertEquals(401, status("/insights", "Basic ???"));
    assertEquals(401, status("/insights", "Bearer x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada", "ada:secret", ":$2a$10$x", "ada:$2a$04$tooshort", "a:{noop}b"})
  void aUserThatIsNoneStopsTheStart(String user) {
    StartRefusedException refusal =
        assertThrows(
            StartRefusedException.class, () -> new InsightsProperties(List.of(user)).userDetails());
    assertTrue(String.valueOf(refusal.getMessage()).startsWith("cds.insights.users[0] is no name"));
  }
}
