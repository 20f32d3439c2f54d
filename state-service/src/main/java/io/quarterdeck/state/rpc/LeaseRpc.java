package io.quarterdeck.state.rpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarterdeck.etcd.rpc.LeaseGrantRequest;
import io.quarterdeck.etcd.rpc.LeaseGrantResponse;
import io.quarterdeck.etcd.rpc.LeaseGrpc;
import io.quarterdeck.etcd.rpc.LeaseKeepAliveRequest;
import io.quarterdeck.etcd.rpc.LeaseKeepAliveResponse;
import io.quarterdeck.etcd.rpc.LeaseLeasesRequest;
import io.quarterdeck.etcd.rpc.LeaseLeasesResponse;
import io.quarterdeck.etcd.rpc.LeaseRevokeRequest;
import io.quarterdeck.etcd.rpc.LeaseRevokeResponse;
import io.quarterdeck.etcd.rpc.LeaseStatus;
import io.quarterdeck.etcd.rpc.LeaseTimeToLiveRequest;
import io.quarterdeck.etcd.rpc.LeaseTimeToLiveResponse;
import io.quarterdeck.state.core.Batch.Answered;
import io.quarterdeck.state.log.LeaseKeeper;
import io.quarterdeck.state.model.Answer;
import io.quarterdeck.state.model.Lease;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** etcd's Lease service. */
final class LeaseRpc extends LeaseGrpc.LeaseImplBase {
  /** What etcd says of a lease that does not exist, where that is no error. */
  private static final long NO_TTL = -1;

  private final LeaseKeeper leases;
  private final Access access;
  private final Responses responses;

  LeaseRpc(LeaseKeeper leases, Access access, Responses responses) {
    this.leases = leases;
    this.access = access;
    this.responses = responses;
  }

  @Override
  public void leaseGrant(LeaseGrantRequest request, StreamObserver<LeaseGrantResponse> observer) {
    Replies.reply(
        observer,
        () -> {
          Caller caller = Caller.current();
          access.checkWriter(caller);
          return leases
              .grant(request.getID(), request.getTTL(), access.origin(caller))
              .thenApply(this::granted);
        });
  }

  @Override
  public void leaseRevoke(
      LeaseRevokeRequest request, StreamObserver<LeaseRevokeResponse> observer) {
    Replies.reply(
        observer,
        () -> {
          Caller caller = Caller.current();
          access.checkWriter(caller);
          return leases
              .revoke(request.getID(), access.spared(caller), access.origin(caller))
              .thenApply(
                  done ->
                      LeaseRevokeResponse.newBuilder()
                          .setHeader(responses.header(done.revision()))
                          .build());
        });
  }

  @Override
  public StreamObserver<LeaseKeepAliveRequest> leaseKeepAlive(
      StreamObserver<LeaseKeepAliveResponse> observer) {
    Caller caller = Caller.current();
    var server = (ServerCallStreamObserver<LeaseKeepAliveResponse>) observer;
    return new KeepAlives(server, request -> keepAlive(caller, request));
  }

  @Override
  public void leaseTimeToLive(
      LeaseTimeToLiveRequest request, StreamObserver<LeaseTimeToLiveResponse> observer) {
    Replies.reply(
        observer,
        () -> {
          access.checkRead(Caller.current());
          return leases
              .status(request.getID())
              .thenApply(
                  found ->
                      found
                          .map(status -> timeToLive(status, request.getKeys()))
                          .orElseGet(() -> LeaseTimeToLiveResponse.newBuilder().setTTL(NO_TTL))
                          .setHeader(responses.header())
                          .setID(request.getID())
                          .build());
        });
  }

  @Override
  public void leaseLeases(
      LeaseLeasesRequest request, StreamObserver<LeaseLeasesResponse> observer) {
    Replies.reply(
        observer,
        () -> {
          access.checkRead(Caller.current());
          return leases.ids().thenApply(this::leases);
        });
  }

  private CompletableFuture<LeaseKeepAliveResponse> keepAlive(
      Caller caller, LeaseKeepAliveRequest request) {
    access.checkWriter(caller);
    // The revision from before: the lease was alive at it for certain.
    var response =
        LeaseKeepAliveResponse.newBuilder().setHeader(responses.header()).setID(request.getID());
    return leases
        .keepAlive(request.getID())
        .thenApply(found -> response.setTTL(found.map(Lease::ttlSeconds).orElse(0L)).build());
  }

  private LeaseGrantResponse granted(Answered done) {
    Lease lease = Answer.only(done.answer(), Answer.Grant.class).lease();
    return LeaseGrantResponse.newBuilder()
        .setHeader(responses.header(done.revision()))
        .setID(lease.id())
        .setTTL(lease.ttlSeconds())
        .build();
  }

  private static LeaseTimeToLiveResponse.Builder timeToLive(
      LeaseKeeper.Status status, boolean withKeys) {
    var response =
        LeaseTimeToLiveResponse.newBuilder()
            .setTTL(status.remaining().toSeconds())
            .setGrantedTTL(status.lease().ttlSeconds());
    if (withKeys) {
      status.bound().forEach(key -> response.addKeys(Responses.bytes(key)));
    }
    return response;
  }

  private LeaseLeasesResponse leases(List<Long> ids) {
    var response = LeaseLeasesResponse.newBuilder().setHeader(responses.header());
    ids.forEach(id -> response.addLeases(LeaseStatus.newBuilder().setID(id)));
    return response.build();
  }
}
