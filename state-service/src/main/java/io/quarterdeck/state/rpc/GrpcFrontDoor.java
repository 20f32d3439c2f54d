package io.quarterdeck.state.rpc;

import io.grpc.Server;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.handler.ssl.ClientAuth;
import io.quarterdeck.state.log.LeaseKeeper;
import io.quarterdeck.state.log.Store;
import io.quarterdeck.state.watch.WatchHub;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The etcd endpoint of a leading process. It opens only once the process leads, so that clients of
 * a standby move on.
 */
public final class GrpcFrontDoor {
  /** Certificates in PEM; clients need one from the same authority. */
  public record Tls(Path ca, Path certificate, Path key) {}

  /** What the endpoint says of the cluster. */
  public record ClusterId(String incarnation, long id) {}

  /** As in etcd: what is a little too large is read, and refused in etcd's words. */
  private static final int OVERHEAD_BYTES = 512 << 10;

  private static final long KEEP_ALIVE_S = 30;

  private final Server server;

  private GrpcFrontDoor(Server server) {
    this.server = server;
  }

  public static GrpcFrontDoor open(
      InetSocketAddress address,
      Tls tls,
      Access access,
      Store store,
      WatchHub hub,
      LeaseKeeper leases,
      ClusterId cluster,
      int requestBytesMax)
      throws IOException {
    Responses responses = new Responses(cluster.id(), store);
    String url = "https://" + address.getHostString() + ":" + address.getPort();
    Server server =
        NettyServerBuilder.forAddress(address)
            .sslContext(
                GrpcSslContexts.forServer(tls.certificate().toFile(), tls.key().toFile())
                    .trustManager(tls.ca().toFile())
                    .clientAuth(ClientAuth.REQUIRE)
                    .build())
            .directExecutor()
            .maxInboundMessageSize(requestBytesMax + OVERHEAD_BYTES)
            .keepAliveTime(KEEP_ALIVE_S, TimeUnit.SECONDS)
            .permitKeepAliveTime(1, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .intercept(new Caller.Interceptor())
            .addService(new KvRpc(store, access, responses, requestBytesMax))
            .addService(new WatchRpc(hub, access, responses))
            .addService(new LeaseRpc(leases, access, responses))
            .addService(new StateRpc(store, access, cluster.incarnation()))
            .addService(new MaintenanceRpc(store, access, responses, cluster.incarnation()))
            .addService(new ClusterRpc(access, responses, url))
            .fallbackHandlerRegistry(new Refused())
            .build()
            .start();
    return new GrpcFrontDoor(server);
  }

  public void close() {
    server.shutdownNow();
  }
}
