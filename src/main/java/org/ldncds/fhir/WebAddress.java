package org.ldncds.fhir;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An http or https address that means the same to everybody who reads it: no user, no fragment, no
 * dots or hidden slashes in its path. What a caller or a server writes is compared with what the
 * deployer wrote only in this form.
 *
 * @param port the one that is meant, also where none is written
 * @param path without a slash at its end
 */
record WebAddress(String scheme, String host, int port, String path, URI uri) {

  private static final int LONGEST = 4_000;
  private static final Pattern AMBIGUOUS =
      Pattern.compile("//|/\\.{1,2}(/|$)|%2[ef]|%5c|%00", Pattern.CASE_INSENSITIVE);

  /** Empty where it is no such address. */
  static Optional<WebAddress> of(String text) {
    try {
      return text.length() > LONGEST ? Optional.empty() : of(new URI(text.replace("|", "%7C")));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<WebAddress> of(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    boolean web = scheme.equals("https") || scheme.equals("http");
    boolean odd =
        uri.getHost() == null
            || uri.getRawUserInfo() != null
            || uri.getRawFragment() != null
            || uri.getPort() == 0
            || uri.getPort() > 65_535
            || AMBIGUOUS.matcher(path).find();
    if (!web || odd) {
      return Optional.empty();
    }
    int port = uri.getPort() > 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    return Optional.of(
        new WebAddress(
            scheme,
            uri.getHost().toLowerCase(Locale.ROOT),
            port,
            path.endsWith("/") ? path.substring(0, path.length() - 1) : path,
            uri));
  }

  boolean isHttps() {
    return scheme.equals("https");
  }

  boolean hasQuery() {
    return uri.getRawQuery() != null;
  }

  /** True where the other address is this one or lies below it. */
  boolean covers(WebAddress other) {
    return scheme.equals(other.scheme)
        && host.equals(other.host)
        && port == other.port
        && (other.path.equals(path) || other.path.startsWith(path + "/"));
  }

  /** As it is written in requests: without a slash at its end. */
  String text() {
    String all = uri.toString();
    return all.endsWith("/") ? all.substring(0, all.length() - 1) : all;
  }
}
