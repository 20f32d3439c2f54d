package io.quarterdeck.gateway.proxy;

import io.quarterdeck.gateway.http.Failures;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Keeps requests of others from where the gateway's machine alone should get: its own loopback
 * address, and the link-local ones, at which clouds tell secrets.
 */
final class ProxyableAddress {
  private static final String BROADCAST = "255.255.255.255";

  private ProxyableAddress() {}

  /** The address as it is, unless nobody may be sent there. */
  static String require(String address) {
    if (!isAllowed(address)) {
      throw Failures.badRequest("address not allowed");
    }
    return address;
  }

  static boolean isAllowed(String address) {
    if (!isLiteral(address)) {
      return false;
    }
    try {
      InetAddress parsed = InetAddress.getByName(address);
      return !parsed.isLoopbackAddress()
          && !parsed.isLinkLocalAddress()
          && !parsed.isMulticastAddress()
          && !parsed.isAnyLocalAddress()
          && !address.equals(BROADCAST);
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Names are not asked for: what they mean may be another address a moment later. */
  private static boolean isLiteral(String address) {
    return address.indexOf(':') >= 0 || address.matches("[0-9]+(\\.[0-9]+){3}");
  }
}
