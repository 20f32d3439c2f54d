package io.quarterdeck.state.rpc;

import io.grpc.stub.StreamObserver;
import io.quarterdeck.etcd.rpc.AlarmRequest;
import io.quarterdeck.etcd.rpc.AlarmResponse;
import io.quarterdeck.etcd.rpc.MaintenanceGrpc;
import io.quarterdeck.etcd.rpc.StatusRequest;
import io.quarterdeck.etcd.rpc.StatusResponse;
import io.quarterdeck.state.log.Store;
import java.util.concurrent.CompletableFuture;

/** The part of etcd's Maintenance service that has a meaning here. */
final class MaintenanceRpc extends MaintenanceGrpc.MaintenanceImplBase {
  /** The etcd whose protocol this is. */
  private static final String VERSION = "3.5.0";

  private final Store store;
  private final Access access;
  private final Responses responses;

  MaintenanceRpc(Store store, Access access, Responses responses) {
    this.store = store;
    this.access = access;
    this.responses = responses;
  }

  @Override
  public void status(StatusRequest request, StreamObserver<StatusResponse> observer) {
    Replies.reply(
        observer,
        () -> {
          access.checkRead(Caller.current());
          Store.Position position = store.position();
          var header = responses.header(position.revision());
          return CompletableFuture.completedFuture(
              StatusResponse.newBuilder()
                  .setHeader(header)
                  .setVersion(VERSION)
                  .setLeader(header.getMemberId())
                  .setRaftIndex(position.revision())
                  .setRaftAppliedIndex(position.revision())
                  .setRaftTerm(position.epoch())
                  .build());
        });
  }

  /** There are no alarms: what goes wrong is said by health and metrics. */
  @Override
  public void alarm(AlarmRequest request, StreamObserver<AlarmResponse> observer) {
    Replies.reply(
        observer,
        () -> {
          access.checkRead(Caller.current());
          return CompletableFuture.completedFuture(
              AlarmResponse.newBuilder().setHeader(responses.header()).build());
        });
  }
}
