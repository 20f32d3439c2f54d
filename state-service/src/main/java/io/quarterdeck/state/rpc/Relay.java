package io.quarterdeck.state.rpc;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/**
 * One call between a client and the leader. Each side is read only as fast as the other takes it,
 * so that a watch that nobody reads fills no memory here. Thread-safe.
 */
final class Relay extends ServerCall.Listener<byte[]> {
  private final ServerCall<byte[], byte[]> client;
  private final ClientCall<byte[], byte[]> leader;
  private boolean clientWaits;
  private boolean leaderWaits;

  private Relay(ServerCall<byte[], byte[]> client, ClientCall<byte[], byte[]> leader) {
    this.client = client;
    this.leader = leader;
  }

  static Relay begin(
      ServerCall<byte[], byte[]> client, ClientCall<byte[], byte[]> leader, Metadata headers) {
    Relay relay = new Relay(client, leader);
    leader.start(relay.new Answers(), headers);
    leader.request(1);
    client.request(1);
    return relay;
  }

  @Override
  public void onMessage(byte[] message) {
    leader.sendMessage(message);
    synchronized (this) {
      if (!leader.isReady()) {
        clientWaits = true;
        return;
      }
    }
    client.request(1);
  }

  @Override
  public void onHalfClose() {
    leader.halfClose();
  }

  @Override
  public void onCancel() {
    leader.cancel("the client has gone", null);
  }

  @Override
  public void onReady() {
    synchronized (this) {
      if (!leaderWaits) {
        return;
      }
      leaderWaits = false;
    }
    leader.request(1);
  }

  /** What the leader says. */
  private final class Answers extends ClientCall.Listener<byte[]> {
    @Override
    public void onHeaders(Metadata headers) {
      client.sendHeaders(headers);
    }

    @Override
    public void onMessage(byte[] message) {
      client.sendMessage(message);
      synchronized (Relay.this) {
        if (!client.isReady()) {
          leaderWaits = true;
          return;
        }
      }
      leader.request(1);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      if (!client.isCancelled()) {
        client.close(status, trailers);
      }
    }

    @Override
    public void onReady() {
      synchronized (Relay.this) {
        if (!clientWaits) {
          return;
        }
        clientWaits = false;
      }
      client.request(1);
    }
  }
}
