package io.quarterdeck.cloud.local;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Addresses as they are configured: single ones and IPv4 CIDRs. Pure. */
public final class AddressRanges {
  /** More than one machine will ever hand out; a slip of the pen must not fill the memory. */
  private static final int ADDRESSES_MAX = 4096;

  private AddressRanges() {}

  /** Every address that is meant, in order. */
  public static List<String> expand(List<String> configured) {
    List<String> addresses = new ArrayList<>();
    for (String each : configured) {
      int slash = each.indexOf('/');
      if (slash < 0) {
        addresses.add(InetAddress.ofLiteral(each.strip()).getHostAddress());
      } else {
        addRange(addresses, each.substring(0, slash).strip(), each.substring(slash + 1).strip());
      }
    }
    return List.copyOf(addresses);
  }

  private static void addRange(List<String> addresses, String network, String prefix) {
    byte[] bytes = InetAddress.ofLiteral(network).getAddress();
    int bits = 32 - Integer.parseInt(prefix);
    if (bytes.length != 4 || bits < 0 || bits > 31 || 1L << bits > ADDRESSES_MAX) {
      throw new IllegalArgumentException(
          network + "/" + prefix + " is no IPv4 range of at most " + ADDRESSES_MAX + " addresses");
    }
    long base = 0;
    for (byte each : bytes) {
      base = base << 8 | (each & 0xff);
    }
    long first = base >> bits << bits;
    for (long address = first; address < first + (1L << bits); address++) {
      addresses.add(
          "%d.%d.%d.%d"
              .formatted(
                  address >> 24 & 0xff, address >> 16 & 0xff, address >> 8 & 0xff, address & 0xff));
    }
  }
}
