package io.quarterdeck.role.queue;

import java.util.concurrent.atomic.AtomicInteger;

/** An event that led to keys: acknowledged when the last of them is done or parked. Thread-safe. */
public final class Delivery {
  private final AtomicInteger left;
  private final Runnable acknowledge;

  public Delivery(int keys, Runnable acknowledge) {
    this.left = new AtomicInteger(keys);
    this.acknowledge = acknowledge;
    if (keys == 0) {
      acknowledge.run();
    }
  }

  void handled() {
    if (left.decrementAndGet() == 0) {
      acknowledge.run();
    }
  }
}
