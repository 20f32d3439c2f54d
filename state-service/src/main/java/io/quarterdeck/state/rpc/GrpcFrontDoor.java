package io.quarterdeck.state.rpc;

import io.grpc.Server;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.handler.ssl.ClientAuth;
import io.quarterdeck.state.log.LeaseKeeper;
import io.quarterdeck.state.log.Store;
import io.quarterdeck.state.quota.AlarmKeeper;
import io.quarterdeck.state.replica.Member;
import io.quarterdeck.state.watch.WatchHub;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The etcd endpoint. While this process leads it answers itself; before, it passes calls on to
 * whoever leads. Thread-safe.
 */
public final class GrpcFrontDoor {
  /** Certificates in PEM; clients need one from the same authority. */
  public record Tls(Path ca, Path certificate, Path key) {}

  /** What the endpoint says of the cluster. */
  public record ClusterId(String incarnation, long id) {}

  /** As in etcd: what is a little too large is read, and refused in etcd's words. */
  private static final int OVERHEAD_BYTES = 512 << 10;

  private static final long KEEP_ALIVE_S = 30;

  private final Access access;
  private final Supplier<CompletionStage<List<Member>>> members;
  private final Member self;
  private final int requestBytesMax;
  private final Forwarder forwarder;
  private final Services services;
  private final Server server;

  private GrpcFrontDoor(
      InetSocketAddress address,
      Tls tls,
      Access access,
      Supplier<CompletionStage<List<Member>>> members,
      Member self,
      Supplier<MemberStatus> standby,
      int requestBytesMax)
      throws IOException {
    this.access = access;
    this.members = members;
    this.self = self;
    this.requestBytesMax = requestBytesMax;
    this.forwarder = new Forwarder(tls);
    this.services = new Services(new StandbyServices(forwarder, access, standby));
    this.server =
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
            .addTransportFilter(new Caller.Reader())
            .intercept(new Caller.Interceptor(access.replicas()))
            .fallbackHandlerRegistry(services)
            .build()
            .start();
  }

  /**
   * Opens the endpoint of a standby.
   *
   * @param members the replicas that live
   * @param standby what it says of itself
   */
  public static GrpcFrontDoor open(
      InetSocketAddress address,
      Tls tls,
      Access access,
      Supplier<CompletionStage<List<Member>>> members,
      Member self,
      Supplier<MemberStatus> standby,
      int requestBytesMax)
      throws IOException {
    return new GrpcFrontDoor(address, tls, access, members, self, standby, requestBytesMax);
  }

  /** Where calls go from now on; empty when nobody leads. */
  public void forward(Optional<String> leader) {
    forwarder.to(leader);
  }

  /** Answers all calls from now on; those on their way to another leader end. */
  public void lead(
      Store store, WatchHub hub, LeaseKeeper leases, AlarmKeeper alarms, ClusterId cluster) {
    Responses responses = new Responses(cluster.id(), self.id(), store);
    services.set(
        new LeaderServices(
            new KvRpc(store, access, responses, requestBytesMax),
            new WatchRpc(hub, access, responses),
            new LeaseRpc(leases, access, responses),
            new StateRpc(store, access, cluster.incarnation()),
            new MaintenanceRpc(store, access, responses, alarms, cluster.incarnation()),
            new ClusterRpc(access, responses, members)));
    forwarder.to(Optional.empty());
  }

  public void close() {
    server.shutdownNow();
    forwarder.to(Optional.empty());
  }
}
