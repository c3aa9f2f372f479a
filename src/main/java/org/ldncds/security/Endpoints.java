package org.ldncds.security;

import java.util.Set;

/**
 * The addresses a token may be meant for, from the configured public address and the path that was
 * called; never from the Host header, which the caller writes.
 */
public final class Endpoints {

  private static final String FEEDBACK = "/feedback";

  private final String publicUrl;

  /**
   * @param publicUrl what the outside calls this service, without a slash at its end
   */
  public Endpoints(String publicUrl) {
    this.publicUrl = publicUrl;
  }

  /**
   * Feedback may be meant for the service it is about, as some EHRs send it.
   *
   * @param path of the call; a doubled or a last slash makes no difference
   */
  public Set<String> audiences(String path) {
    String address = publicUrl + plain(path);
    return address.endsWith(FEEDBACK)
        ? Set.of(address, address.substring(0, address.length() - FEEDBACK.length()))
        : Set.of(address);
  }

  private static String plain(String path) {
    String single = path.replace("//", "/");
    return single.endsWith("/") ? single.substring(0, single.length() - 1) : single;
  }
}
