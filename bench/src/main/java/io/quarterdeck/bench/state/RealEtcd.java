package io.quarterdeck.bench.state;

import io.grpc.ManagedChannel;
import io.quarterdeck.bench.process.ProcessGroup;
import io.quarterdeck.pki.Identity;
import io.quarterdeck.stores.FreePorts;
import io.quarterdeck.stores.Processes;
import io.quarterdeck.testkit.Await;
import io.quarterdeck.testkit.TestStores;
import io.quarterdeck.testkit.Watchdog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One etcd as its defaults make it, but for TLS, which it gets from the same authority. */
final class RealEtcd implements Contender {
  private static final Duration LISTENS_MAX = Duration.ofSeconds(30);

  private final Process process;
  private final int port;
  private final Identity client;

  private RealEtcd(Process process, int port, Identity client) {
    this.process = process;
    this.port = port;
    this.client = client;
  }

  static boolean isInstalled() {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(dir -> Files.isExecutable(Path.of(dir, "etcd")));
  }

  static RealEtcd start(TestStores stores) {
    List<Integer> ports = FreePorts.next(2);
    Identity identity = stores.identity("etcd", "etcd");
    Path folder = stores.folder();
    String url = "https://127.0.0.1:" + ports.get(0);
    String peer = "http://127.0.0.1:" + ports.get(1);
    List<String> command =
        List.of(
            "etcd",
            "--data-dir=" + folder.resolve("etcd"),
            "--listen-client-urls=" + url,
            "--advertise-client-urls=" + url,
            "--listen-peer-urls=" + peer,
            "--initial-advertise-peer-urls=" + peer,
            "--initial-cluster=default=" + peer,
            "--client-cert-auth",
            "--trusted-ca-file=" + identity.ca(),
            "--cert-file=" + identity.certificate(),
            "--key-file=" + identity.key(),
            "--log-level=error");
    Process process =
        Processes.startDetached(command, folder, Map.of(), folder.resolve("etcd.log"));
    Watchdog.killAtEnd(process.pid());
    Await.until("etcd listens", LISTENS_MAX, () -> listens(ports.get(0)));
    return new RealEtcd(process, ports.get(0), identity);
  }

  private static boolean listens(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    }
  }

  @Override
  public String name() {
    return "etcd";
  }

  @Override
  public ManagedChannel connect() {
    return Channels.open(port, client);
  }

  @Override
  public List<ProcessGroup> processes() {
    return List.of(new ProcessGroup("etcd", List.of(process.pid())));
  }

  /** What etcd answered is all it had to do. */
  @Override
  public Duration settle() {
    return Duration.ZERO;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
