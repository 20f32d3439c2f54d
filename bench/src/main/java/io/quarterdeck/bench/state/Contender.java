package io.quarterdeck.bench.state;

import io.grpc.ManagedChannel;
import io.quarterdeck.bench.process.ProcessGroup;
import java.time.Duration;
import java.util.List;

/** A running store that speaks etcd's protocol over mutual TLS. */
interface Contender extends AutoCloseable {
  String name();

  /** A new connection with the right to write. */
  ManagedChannel connect();

  List<ProcessGroup> processes();

  /**
   * Waits until nothing is left to do of what was asked before, so that it costs nobody else's
   * turn; returns how long that took.
   */
  Duration settle();

  @Override
  void close();
}
