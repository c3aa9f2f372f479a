package org.ldncds.fhir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A name on the allow-list that leads into an internal network is not called. */
class AddressRulesTest {

  private static final String PUBLIC = "198.51.100.7";

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "127.255.255.255, true",
    "0.0.0.0, true",
    "0.1.2.3, true",
    "10.0.0.1, true",
    "172.15.255.255, false",
    "172.16.0.1, true",
    "172.31.255.255, true",
    "172.32.0.1, false",
    "192.168.1.1, true",
    "192.0.0.1, true",
    "192.0.1.1, false",
    "169.254.169.254, true",
    "169.253.0.1, false",
    "100.63.255.255, false",
    "100.64.0.1, true",
    "100.127.255.255, true",
    "100.128.0.1, false",
    "198.17.0.1, false",
    "198.18.0.1, true",
    "198.19.255.255, true",
    "224.0.0.1, true",
    "239.255.255.255, true",
    "240.0.0.1, true",
    "255.255.255.255, true",
    "93.184.216.34, false",
    "::1, true",
    "::, true",
    "::ffff:127.0.0.1, true",
    "::ffff:10.0.0.1, true",
    "::7f00:1, true",
    "fe80::1, true",
    "fec0::1, true",
    "fc00::1, true",
    "fd12:3456::1, true",
    "ff02::1, true",
    "64:ff9b::7f00:1, true",
    "2002:7f00:1::, true",
    "2001:0:1234::1, true",
    "2001:db8:1::1, false",
    "2606:2800:220:1::1, false"
  })
  void internalAddressesAreKnown(String address, boolean internal) throws UnknownHostException {
    assertEquals(internal, AddressRules.isInternal(InetAddress.getByName(address)));
  }

  private static AddressRules answering(String... addresses) {
    AtomicInteger turn = new AtomicInteger();
    return new AddressRules(
        host -> List.of(InetAddress.getByName(addresses[turn.getAndIncrement()])));
  }

  @Test
  void aNameThatMovesIsRefusedFromThenOn() throws UnknownHostException {
    AddressRules rules = answering(PUBLIC, "127.0.0.1");
    FhirServer server = FhirServer.of("https://ehr.example/fhir", false, false);
    assertTrue(rules.allow(server));
    assertFalse(rules.allow(server));
  }

  @Test
  void oneInternalAddressAmongOthersIsEnough() throws UnknownHostException {
    AddressRules rules =
        new AddressRules(
            host -> List.of(InetAddress.getByName(PUBLIC), InetAddress.getByName("10.1.1.1")));
    assertFalse(rules.allow(FhirServer.of("https://ehr.example/fhir", false, false)));
  }

  @Test
  void theDeployerMayAllowIt() throws UnknownHostException {
    AddressRules rules = answering("10.1.1.1", "10.1.1.1");
    assertTrue(rules.allow(FhirServer.of("https://ehr.example/fhir", false, true)));
    assertTrue(rules.allow(FhirServer.of("https://10.1.1.1/fhir", false, false)));
    assertFalse(rules.allow(FhirServer.of("https://ehr.example/fhir", false, false)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://ehr.example/fhir",
        "https://user@ehr.example/fhir",
        "https://ehr.example/fhir?a=b",
        "https://ehr.example/fhir#a",
        "https://ehr.example//fhir",
        "https://ehr.example/a/../fhir",
        "https://ehr.example:0/fhir",
        "https:///fhir",
        "ehr.example/fhir",
        ""
      })
  void whatIsNoPlainAddressIsNotTaken(String address) {
    assertThrows(IllegalArgumentException.class, () -> FhirServer.of(address, false, false));
  }
}
