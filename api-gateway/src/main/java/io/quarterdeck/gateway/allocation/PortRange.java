package io.quarterdeck.gateway.allocation;

import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/** The ports of every node that may be handed out. Pure. */
record PortRange(int first, int last) {
  static PortRange parse(String text) {
    int dash = text.indexOf('-');
    return new PortRange(
        Integer.parseInt(text.substring(0, dash).trim()),
        Integer.parseInt(text.substring(dash + 1).trim()));
  }

  boolean contains(int port) {
    return port >= first && port <= last;
  }

  OptionalInt free(IntPredicate taken, RandomGenerator random) {
    int size = last - first + 1;
    int start = random.nextInt(size);
    for (int i = 0; i < size; i++) {
      int port = first + (start + i) % size;
      if (!taken.test(port)) {
        return OptionalInt.of(port);
      }
    }
    return OptionalInt.empty();
  }

  @Override
  public String toString() {
    return first + "-" + last;
  }
}
