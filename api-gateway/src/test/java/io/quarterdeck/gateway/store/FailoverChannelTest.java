package io.quarterdeck.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.quarterdeck.etcd.rpc.HashRequest;
import io.quarterdeck.etcd.rpc.HashResponse;
import io.quarterdeck.etcd.rpc.MaintenanceGrpc;
import io.quarterdeck.etcd.rpc.StatusRequest;
import io.quarterdeck.etcd.rpc.StatusResponse;
import io.quarterdeck.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailoverChannelTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Replica first = new Replica(1);
  private final Replica second = new Replica(2);
  private final List<Server> servers = new ArrayList<>();
  private FailoverChannel channel;

  @BeforeEach
  void connect() throws IOException {
    List<String> endpoints = List.of(serve(first), serve(second));
    channel =
        new FailoverChannel(
            endpoints, endpoint -> NettyChannelBuilder.forTarget(endpoint).usePlaintext().build());
  }

  @AfterEach
  void close() {
    channel.close();
    servers.forEach(Server::shutdownNow);
  }

  @Test
  void staysWithAReplicaThatAnswers() {
    Await.until("it looked twice", TIMEOUT, () -> first.looks.get() > 1);
    assertThat(answers()).isEqualTo(1);
  }

  @Test
  void leavesAReplicaThatHangsAndFailsWhatWaitsForIt() {
    first.hangs = true;
    var waiting = MaintenanceGrpc.newFutureStub(channel).hash(HashRequest.getDefaultInstance());
    assertThatThrownBy(() -> waiting.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("UNAVAILABLE");
    assertThat(answers()).isEqualTo(2);
  }

  @Test
  void leavesAReplicaThatIsGone() {
    servers.getFirst().shutdownNow();
    Await.until("the other one answers", TIMEOUT, () -> answers() == 2);
  }

  private int answers() {
    return MaintenanceGrpc.newBlockingStub(channel)
        .hash(HashRequest.getDefaultInstance())
        .getHash();
  }

  private String serve(Replica replica) throws IOException {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(replica)
            .build()
            .start();
    servers.add(server);
    return "127.0.0.1:" + server.getPort();
  }

  /** Answers, or hangs as a paused process does. */
  private static final class Replica extends MaintenanceGrpc.MaintenanceImplBase {
    private final int number;
    private volatile boolean hangs;
    private final AtomicInteger looks = new AtomicInteger();

    Replica(int number) {
      this.number = number;
    }

    @Override
    public void status(StatusRequest request, StreamObserver<StatusResponse> observer) {
      looks.incrementAndGet();
      if (!hangs) {
        observer.onNext(StatusResponse.getDefaultInstance());
        observer.onCompleted();
      }
    }

    @Override
    public void hash(HashRequest request, StreamObserver<HashResponse> observer) {
      if (!hangs) {
        observer.onNext(HashResponse.newBuilder().setHash(number).build());
        observer.onCompleted();
      }
    }
  }
}
