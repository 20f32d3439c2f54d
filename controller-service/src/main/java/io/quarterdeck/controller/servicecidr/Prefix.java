package io.quarterdeck.controller.servicecidr;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A block of addresses of one family.
 *
 * @param network its first address
 * @param bits how many bits all of its addresses have in common
 * @param length how many bits an address of the family has
 */
record Prefix(BigInteger network, int bits, int length) {
  /** Empty for a text that is no block. */
  static Optional<Prefix> parse(String cidr) {
    int slash = cidr.indexOf('/');
    return slash < 0
        ? Optional.empty()
        : address(cidr.substring(0, slash))
            .map(each -> each.withBits(Integer.parseInt(cidr.substring(slash + 1))));
  }

  /** The block of a single address; empty for a text that is none. */
  static Optional<Prefix> address(String text) {
    try {
      byte[] bytes = InetAddress.ofLiteral(text).getAddress();
      int length = bytes.length * Byte.SIZE;
      return Optional.of(new Prefix(new BigInteger(1, bytes), length, length));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Prefix withBits(int fewer) {
    int free = length - fewer;
    return new Prefix(network.shiftRight(free).shiftLeft(free), fewer, length);
  }

  boolean covers(Prefix other) {
    return length == other.length && bits <= other.bits && other.withBits(bits).equals(this);
  }
}
