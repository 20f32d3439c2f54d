package io.quarterdeck.launcher;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The IPv4 networks that a machine already uses, and those that a cluster may have. */
record Networks(List<Block> used, String primaryAddress) {

  /** A block of addresses: the bits above {@code prefix} are the same for all of them. */
  record Block(int address, int prefix) {
    boolean overlaps(Block other) {
      int common = Math.min(prefix, other.prefix);
      return common == 0 || (address >>> (32 - common)) == (other.address >>> (32 - common));
    }

    static Block parse(String cidr) {
      int slash = cidr.indexOf('/');
      return new Block(
          number(cidr.substring(0, slash)), Integer.parseInt(cidr.substring(slash + 1)));
    }
  }

  /** The same machine where these are used as well. */
  Networks without(List<Block> others) {
    return new Networks(Stream.concat(used.stream(), others.stream()).toList(), primaryAddress);
  }

  String freePodCidr() {
    return free(IntStream.range(0, 10).mapToObj(i -> "10." + (244 + i) + ".0.0/24"));
  }

  /** The one that Services which exist already have their addresses of. */
  String serviceCidr(String existing) {
    if (used.stream().anyMatch(Block.parse(existing)::overlaps)) {
      throw new IllegalStateException(
          "the backup's Services have addresses of %s, which this machine or another cluster on it uses already"
              .formatted(existing));
    }
    return existing;
  }

  String freeServiceCidr() {
    return free(IntStream.range(0, 32).mapToObj(i -> "10." + (96 + i) + ".0.0/16"));
  }

  private String free(Stream<String> candidates) {
    return candidates
        .filter(cidr -> used.stream().noneMatch(Block.parse(cidr)::overlaps))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no free network among the usual ones"));
  }

  /** The address of this number within a network. */
  static String host(String cidr, int number) {
    int address = Block.parse(cidr).address() + number;
    return (address >>> 24)
        + "."
        + (address >>> 16 & 255)
        + "."
        + (address >>> 8 & 255)
        + "."
        + (address & 255);
  }

  static Networks ofThisMachine() throws IOException {
    List<Block> used = new ArrayList<>(routes(Files.readAllLines(Path.of("/proc/net/route"))));
    for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
      each.getInterfaceAddresses().stream()
          .filter(address -> address.getAddress() instanceof Inet4Address)
          .map(address -> new Block(number(address.getAddress().getHostAddress()), 32))
          .forEach(used::add);
    }
    return new Networks(used, primary());
  }

  /** Reads the kernel's table: destination and mask are hexadecimal, their bytes reversed. */
  static List<Block> routes(List<String> table) {
    List<Block> routes = new ArrayList<>();
    for (String line : table.subList(1, table.size())) {
      String[] fields = line.strip().split("\\s+");
      int destination = Integer.reverseBytes(Integer.parseUnsignedInt(fields[1], 16));
      int mask = Integer.reverseBytes(Integer.parseUnsignedInt(fields[7], 16));
      // The default route overlaps with everything and uses nothing.
      if (mask != 0) {
        routes.add(new Block(destination, Integer.bitCount(mask)));
      }
    }
    return routes;
  }

  /** The address from which this machine would speak to others; nothing is sent to find out. */
  private static String primary() throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 198, 51, 100, 1}), 9));
      InetAddress local = socket.getLocalAddress();
      if (!local.isAnyLocalAddress()) {
        return local.getHostAddress();
      }
    }
    throw new IOException("this machine has no address that pods could reach");
  }

  private static int number(String ipv4) {
    int number = 0;
    for (String part : ipv4.split("\\.", -1)) {
      number = number << 8 | Integer.parseInt(part);
    }
    return number;
  }
}
