package io.quarterdeck.state.it;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.quarterdeck.stores.FreePorts;
import io.quarterdeck.stores.Processes;
import io.quarterdeck.testkit.Await;
import io.quarterdeck.testkit.Watchdog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real etcd on loopback, for the time of a test. */
final class EtcdProcess implements AutoCloseable {
  private final Process process;
  private final int port;

  private EtcdProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static EtcdProcess start(Path folder, Duration progressInterval) {
    List<Integer> ports = FreePorts.next(2);
    String client = "http://127.0.0.1:" + ports.get(0);
    String peer = "http://127.0.0.1:" + ports.get(1);
    List<String> command =
        List.of(
            "etcd",
            "--data-dir=" + folder.resolve("etcd"),
            "--listen-client-urls=" + client,
            "--advertise-client-urls=" + client,
            "--listen-peer-urls=" + peer,
            "--initial-advertise-peer-urls=" + peer,
            "--initial-cluster=default=" + peer,
            "--experimental-watch-progress-notify-interval=" + progressInterval.toMillis() + "ms");
    Process process =
        Processes.startDetached(command, folder, Map.of(), folder.resolve("etcd.log"));
    Watchdog.killAtEnd(process.pid());
    Await.until("etcd listens", Duration.ofSeconds(30), () -> listens(ports.get(0)));
    return new EtcdProcess(process, ports.get(0));
  }

  ManagedChannel channel() {
    return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
