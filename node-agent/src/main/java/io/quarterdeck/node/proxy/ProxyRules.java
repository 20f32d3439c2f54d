package io.quarterdeck.node.proxy;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/**
 * What the node's proxy does, in the order in which it is written: which destinations lead to which
 * chain, and what each chain does with a connection.
 */
record ProxyRules(
    SortedMap<Destination, Verdict> addresses,
    SortedMap<Destination, Verdict> nodePorts,
    List<Chain> chains) {

  /**
   * What a client connects to.
   *
   * @param address empty for a node port: any address of this node
   */
  record Destination(String address, Protocol protocol, int port)
      implements Comparable<Destination> {
    @Override
    public int compareTo(Destination other) {
      int byAddress = address.compareTo(other.address);
      int byProtocol = byAddress != 0 ? byAddress : protocol.compareTo(other.protocol);
      return byProtocol != 0 ? byProtocol : Integer.compare(port, other.port);
    }
  }

  record Backend(String address, int port) {}

  /** What becomes of a new connection. */
  sealed interface Verdict {
    /** Handled by the chain of this name. */
    record Forward(String chain) implements Verdict {}

    /** Nobody is there: the client is told at once. */
    record Reject() implements Verdict {}

    /** Somebody is there, but not on this node, and the policy is local: the client may retry. */
    record Drop() implements Verdict {}
  }

  /** Whose connections get the node's address as their source, so that the answers come back. */
  enum Masquerade {
    NEVER,
    FROM_OUTSIDE_PODS,
    ALWAYS
  }

  /**
   * The way from a destination to its backends.
   *
   * @param affinity how long a client stays with its backend; zero for not at all
   * @param sourceRanges the clients let through; empty for all
   */
  record Chain(
      String name,
      Protocol protocol,
      List<Backend> backends,
      Masquerade masquerade,
      Duration affinity,
      List<String> sourceRanges) {}
}
