package org.ldncds.fhir;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Keeps calls to an EHR's server out of internal networks: a name on the allow-list whose addresses
 * are those of this machine, a private network or a cloud's metadata service is not called, whoever
 * answers for the name. IANA's special-purpose address registries say which these are.
 */
final class AddressRules {

  /** Finds the addresses of a name. */
  @FunctionalInterface
  interface Resolver {
    List<InetAddress> resolve(String host) throws UnknownHostException;
  }

  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Resolver resolver;

  AddressRules() {
    this(host -> List.of(InetAddress.getAllByName(host)));
  }

  AddressRules(Resolver resolver) {
    this.resolver = resolver;
  }

  static boolean isLoopbackName(String host) {
    return LOOPBACK_NAMES.contains(host);
  }

  /** True for an IP address in its usual writing. */
  static boolean isLiteral(String host) {
    boolean digits = host.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
    return host.startsWith("[") || (digits && host.split("\\.", -1).length == 4);
  }

  /**
   * True where every address of the server's name may be called.
   *
   * @throws UnknownHostException where the name has none
   */
  boolean allow(FhirServer server) throws UnknownHostException {
    if (server.privateAddress() || server.isFixed()) {
      return true;
    }
    List<InetAddress> found = resolver.resolve(server.base().host());
    return !found.isEmpty() && found.stream().noneMatch(AddressRules::isInternal);
  }

  static boolean isInternal(InetAddress address) {
    if (address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return true;
    }
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address ? isInternal(bytes) : isInternal6(address, bytes);
  }

  /** 0/8, 100.64/10 (carriers), 192.0.0/24, 198.18/15 (benchmarks), 240/4. */
  private static boolean isInternal(byte[] ip) {
    int first = ip[0] & 0xff;
    int second = ip[1] & 0xff;
    return first == 0
        || (first == 100 && (second & 0xc0) == 64)
        || (first == 192 && second == 0 && ip[2] == 0)
        || (first == 198 && (second & 0xfe) == 18)
        || first >= 240;
  }

  /** fc00::/7 (private), and forms that carry an IPv4 address: compatible, NAT64, 6to4, Teredo. */
  private static boolean isInternal6(InetAddress address, byte[] ip) {
    boolean isPrivate = (ip[0] & 0xfe) == 0xfc;
    boolean compatible = ((Inet6Address) address).isIPv4CompatibleAddress();
    boolean translated = starts(ip, 0x00, 0x64, 0xff, 0x9b);
    boolean tunnelled = starts(ip, 0x20, 0x02) || starts(ip, 0x20, 0x01, 0x00, 0x00);
    return isPrivate || compatible || translated || tunnelled;
  }

  private static boolean starts(byte[] ip, int... with) {
    byte[] head = new byte[with.length];
    for (int i = 0; i < with.length; i++) {
      head[i] = (byte) with[i];
    }
    return Arrays.equals(head, Arrays.copyOf(ip, with.length));
  }
}
