package io.quarterdeck.gateway.allocation;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * The addresses of a CIDR block that may be handed out: all but its first and last. Those who do
 * not say which they want get one from behind the block's beginning while there is any, so that
 * small numbers are left for those who do. Pure.
 */
record Ipv4Range(long first, long last, String cidr) {
  private static final int BITS = 32;
  private static final int KEPT_MIN = 16;
  private static final int KEPT_MAX = 256;
  private static final int KEPT_SHARE = 16;
  private static final int OCTETS = 4;
  private static final int OCTET_MAX = 255;

  static Ipv4Range parse(String cidr) {
    int slash = cidr.indexOf('/');
    long base =
        number(slash < 0 ? "" : cidr.substring(0, slash))
            .orElseThrow(() -> new IllegalArgumentException("not an IPv4 CIDR block: " + cidr));
    int prefix = Integer.parseInt(cidr.substring(slash + 1));
    if (prefix < 1 || prefix > BITS - 2) {
      throw new IllegalArgumentException("no room for services in " + cidr);
    }
    long size = 1L << (BITS - prefix);
    long network = base / size * size;
    return new Ipv4Range(network + 1, network + size - 2, cidr);
  }

  /** Empty for a block of the other family, and for one that has no address to hand out. */
  static Optional<Ipv4Range> usable(String cidr) {
    int slash = cidr.indexOf('/');
    boolean ipv4 = slash > 0 && number(cidr.substring(0, slash)).isPresent();
    int prefix = ipv4 ? Integer.parseInt(cidr.substring(slash + 1)) : 0;
    return prefix >= 1 && prefix <= BITS - 2 ? Optional.of(parse(cidr)) : Optional.empty();
  }

  String firstAddress() {
    return text(first);
  }

  boolean contains(String address) {
    return number(address).filter(each -> each >= first && each <= last).isPresent();
  }

  /** An address that is not taken: somewhere at random, then the next one that is free. */
  Optional<String> free(Predicate<String> taken, RandomGenerator random) {
    long behind = first + kept();
    return free(behind, last, taken, random).or(() -> free(first, behind - 1, taken, random));
  }

  /** How many addresses at the beginning are left for those who ask for them. */
  private long kept() {
    long size = last - first + 3;
    return size <= KEPT_MIN ? 0 : Math.clamp(size / KEPT_SHARE, KEPT_MIN, KEPT_MAX);
  }

  private static Optional<String> free(
      long from, long to, Predicate<String> taken, RandomGenerator random) {
    long size = to - from + 1;
    long start = size > 0 ? random.nextLong(size) : 0;
    for (long i = 0; i < size; i++) {
      String address = text(from + (start + i) % size);
      if (!taken.test(address)) {
        return Optional.of(address);
      }
    }
    return Optional.empty();
  }

  /** The address as a number; empty when it is none in dotted decimals. */
  static Optional<Long> number(String address) {
    String[] octets = address.split("\\.", -1);
    if (octets.length != OCTETS) {
      return Optional.empty();
    }
    long number = 0;
    for (String octet : octets) {
      boolean digits =
          !octet.isEmpty() && octet.length() <= 3 && octet.chars().allMatch(Character::isDigit);
      if (!digits || Integer.parseInt(octet) > OCTET_MAX) {
        return Optional.empty();
      }
      number = number * (OCTET_MAX + 1) + Integer.parseInt(octet);
    }
    return Optional.of(number);
  }

  private static String text(long number) {
    return (number >> 24)
        + "."
        + (number >> 16 & 0xff)
        + "."
        + (number >> 8 & 0xff)
        + "."
        + (number & 0xff);
  }
}
