package io.quarterdeck.stores;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that nobody listens on at this moment. They lie below those that the kernel gives to
 * outgoing connections and below the node ports of Services, so that a port that is kept for later
 * starts is still free then.
 */
public final class FreePorts {
  private static final int FIRST = 20_000;
  private static final int LAST = 29_999;
  private static final int ATTEMPTS_MAX = 1_000;

  private FreePorts() {}

  public static int next() {
    return next(1).getFirst();
  }

  /** Several different ones. */
  public static List<Integer> next(int count) {
    return next(count, Set.of());
  }

  /** Several different ones, none of which is taken for somebody who does not listen yet. */
  public static List<Integer> next(int count, Set<Integer> taken) {
    Set<Integer> ports = new LinkedHashSet<>();
    for (int attempt = 0; attempt < ATTEMPTS_MAX && ports.size() < count; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
      if (!taken.contains(port) && isFree(port)) {
        ports.add(port);
      }
    }
    if (ports.size() < count) {
      throw new IllegalStateException("no free ports between " + FIRST + " and " + LAST);
    }
    return List.copyOf(ports);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
