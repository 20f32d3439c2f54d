package io.quarterdeck.bench.faults;

import io.grpc.ManagedChannel;
import io.quarterdeck.bench.state.Channels;
import io.quarterdeck.testkit.TestStores;
import java.util.List;
import java.util.Random;

/** One client's way to whichever replica answers. Confined to its client. */
final class Connections implements AutoCloseable {
  private final List<ManagedChannel> channels;
  private int current;

  Connections(TestStores stores, Replicas replicas, Random random) {
    this.channels =
        replicas.all().stream()
            .map(
                replica ->
                    Channels.open(
                        replica.clients().port(),
                        stores.identity("api-gateway", "quarterdeck:api-gateway")))
            .toList();
    this.current = random.nextInt(channels.size());
  }

  ManagedChannel channel() {
    return channels.get(current);
  }

  /** Goes to the other one, without the patience that a channel has after a failure. */
  void next() {
    current = (current + 1) % channels.size();
    channel().resetConnectBackoff();
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
  }
}
