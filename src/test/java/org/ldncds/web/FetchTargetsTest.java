package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Only the servers that the deployer named are ever connected to, however an address is written.
 */
@TestPropertySource(properties = "cds.limits.fhir-time=20s")
class FetchTargetsTest extends EhrTest {

  private static final AtomicInteger CONNECTIONS = new AtomicInteger();
  private static ServerSocket listener = unbound();

  @Autowired private Environment environment;

  private static ServerSocket unbound() {
    try {
      return new ServerSocket();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeAll
  static void listen() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getByName("::"));
    Thread counting = new Thread(FetchTargetsTest::count, "listener");
    counting.setDaemon(true);
    counting.start();
  }

  private static void count() {
    while (!listener.isClosed()) {
      try {
        listener.accept().close();
        CONNECTIONS.incrementAndGet();
      } catch (IOException e) {
        return;
      }
    }
  }

  @AfterAll
  static void close() throws IOException {
    listener.close();
  }

  @Test
  void theListenerIsSeenByWhoConnects() throws IOException, InterruptedException {
    int before = CONNECTIONS.get();
    new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort()).close();
    for (int i = 0; i < 100 && CONNECTIONS.get() == before; i++) {
      Thread.sleep(20);
    }
    assertEquals(before + 1, CONNECTIONS.get());
  }

  /** PORT is that of the listener, EHR a registered server. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:PORT/fhir",
        "https://127.0.0.1:PORT/fhir",
        "http://localhost:PORT/fhir",
        "http://[::1]:PORT/fhir",
        "http://[::ffff:127.0.0.1]:PORT/fhir",
        "http://[::]:PORT/fhir",
        "http://0.0.0.0:PORT/fhir",
        "http://0:PORT/fhir",
        "http://0x7f000001:PORT/fhir",
        "http://2130706433:PORT/fhir",
        "http://0177.0.0.1:PORT/fhir",
        "http://127.1:PORT/fhir",
        "http://127.0.0.1.:PORT/fhir",
        "http://localhost.:PORT/fhir",
        "http://LOCALHOST:PORT/fhir",
        "http://169.254.169.254/latest/meta-data",
        "http://2852039166/latest/meta-data",
        "http://10.0.0.1:PORT/fhir",
        "http://user@127.0.0.1:PORT/fhir",
        "EHR@127.0.0.1:PORT/fhir",
        "EHR#@127.0.0.1:PORT/fhir",
        "EHR?http://127.0.0.1:PORT/fhir",
        "EHR/../../../fhir",
        "EHR/%2e%2e/%2e%2e/fhir",
        "EHR.evil.example/fhir",
        "EHRx",
        "HTTPSEHR",
        "file:///etc/passwd",
        "ftp://127.0.0.1:PORT/fhir",
        "jar:http://127.0.0.1:PORT/a!/b",
        "//127.0.0.1:PORT/fhir",
        "127.0.0.1:PORT/fhir",
        "http:127.0.0.1:PORT/fhir",
        "http:///fhir",
        "http://127.0.0.1:PORT\\@EHRHOST/fhir",
        "not an address"
      })
  void noOtherAddressIsConnectedTo(String form) throws Exception {
    serveNothing();
    String address =
        form.replace("HTTPSEHR", base().replace("http:", "https:"))
            .replace("EHRHOST", "127.0.0.1:" + EHR.port())
            .replace("EHR", base())
            .replace("PORT", String.valueOf(listener.getLocalPort()));
    int before = CONNECTIONS.get();
    JsonNode cards = quickCards(bare().put("fhirServer", address));
    assertTrue(incomplete(cards).contains("it is not registered"), incomplete(cards));
    assertEquals(before, CONNECTIONS.get());
    assertEquals(0, EHR.getAllServeEvents().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/tenant-7"})
  void aRegisteredServerAndWhatLiesBelowItAreCalled(String below) throws Exception {
    String server = path;
    path += below.equals("/") ? "" : below;
    serveNothing();
    quickCards(bare().put("fhirServer", EHR.baseUrl() + server + below));
    assertEquals(TYPES.size(), calls("").size());
  }

  @Test
  void aRegisteredNameThatLeadsToAnInternalAddressIsNotCalled() throws Exception {
    JsonNode cards = quickCards(bare().put("fhirServer", INTERNAL));
    String detail = incomplete(cards);
    assertTrue(detail.contains("its name stands for an internal address"), INTERNAL + detail);
    assertEquals(0, EHR.getAllServeEvents().size());
  }

  /** So that a name which was moved to another machine gives nothing away. */
  @Test
  void aServerWithoutATrustedCertificateHearsNothing() throws Exception {
    JsonNode cards = quickCards(bare().put("fhirServer", UNTRUSTED.baseUrl()));
    assertTrue(incomplete(cards).contains("could not be reached"), incomplete(cards));
    assertEquals(0, UNTRUSTED.getAllServeEvents().size());
  }

  @Test
  void anOpenServerIsCalledWithoutAToken() throws Exception {
    path = "/open/fhir";
    serveNothing();
    ObjectNode request = bare();
    request.remove("fhirAuthorization");
    quickCards(request);
    assertEquals(TYPES.size(), calls("").size());
    assertTrue(
        EHR.getAllServeEvents().stream()
            .noneMatch(event -> event.getRequest().containsHeader("Authorization")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1"})
  void theServicesOwnFhirServerIsCalledWithoutAToken(String host) throws Exception {
    ObjectNode request = bare();
    request.remove("fhirAuthorization");
    String port = environment.getRequiredProperty("local.server.port");
    request.put("fhirServer", "http://" + host + ":" + port + "/fhir");
    String called = incomplete(quickCards(request));
    assertFalse(called.contains("was not asked for it"), called);
    assertFalse(called.contains("could not be reached"), called);
    request.put("fhirServer", "http://" + host + ":" + port + "/cds-services");
    assertTrue(incomplete(quickCards(request)).contains("it is not registered"));
  }
}
