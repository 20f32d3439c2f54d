package io.quarterdeck.node.dns;

import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.ObjectCache;
import io.quarterdeck.role.Reconciler;
import io.quarterdeck.role.run.ControllerManager;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The cluster's DNS on this node: its service address stands on the loopback interface, so that
 * pods reach the node itself there. There is one key for all names: a zone is made as a whole.
 */
public final class ClusterDns implements Reconciler {
  private static final ObjectKey ALL = ObjectKey.cluster("all");
  private static final int LISTEN_SECONDS_MAX = 10;

  private final ObjectCache cache;
  private final Settings settings;
  private final DnsServer server;
  private volatile boolean listening;
  private volatile boolean answering;

  /**
   * What the DNS is told of its node.
   *
   * @param resolvConf names the servers that are asked for everything else
   * @param root of the node, where it is remembered who took the address
   */
  public record Settings(String address, int port, String domain, Path resolvConf, Path root) {}

  public ClusterDns(Vertx vertx, ObjectCache cache, Settings settings) throws IOException {
    this.cache = cache;
    this.settings = settings;
    this.server = new DnsServer(vertx, Upstream.of(settings.resolvConf(), settings.address()));
  }

  /** Adds the DNS to the controllers of a node. */
  public void register(ControllerManager manager) {
    manager
        .controller("cluster-dns")
        .watches(Resources.SERVICES, _ -> List.of(ALL))
        .watches(Resources.ENDPOINT_SLICES, _ -> List.of(ALL))
        .workers(1)
        .reconcile(this);
  }

  /** Takes the address and listens there. Until the first zone, questions are answered SERVFAIL. */
  public void start() throws IOException, InterruptedException {
    new LoopbackAddress(settings.root()).take(settings.address());
    try {
      server
          .listen(settings.address(), settings.port())
          .toCompletionStage()
          .toCompletableFuture()
          .get(LISTEN_SECONDS_MAX, TimeUnit.SECONDS);
      listening = true;
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(
          "cannot listen on %s:%d: %s".formatted(settings.address(), settings.port(), explained(e)),
          e);
    }
  }

  private static String explained(Exception failure) {
    return failure.getCause() instanceof BindException
        ? "another process of this machine does, perhaps the agent of another cluster;"
            + " give this cluster another quarterdeck.node.cluster-dns"
        : String.valueOf(failure.getMessage());
  }

  /** Whether questions about the cluster are answered. */
  public boolean isReady() {
    return listening && answering;
  }

  /** Stops listening; the address stays for the next start. */
  public void close() {
    listening = false;
    var unused = server.close();
  }

  /** Takes the address off this machine, if it was the agent of this root that took it. */
  public static void remove(Path root) throws IOException {
    new LoopbackAddress(root).release();
  }

  @Override
  public Outcome reconcile(ObjectKey key, Cause cause) {
    server.serve(
        ZonePlanner.plan(
            cache.list(Resources.SERVICES, ""),
            cache.list(Resources.ENDPOINT_SLICES, ""),
            settings.domain()));
    answering = true;
    return Outcome.DONE;
  }
}
