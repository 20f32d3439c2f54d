package io.quarterdeck.state.rpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarterdeck.etcd.rpc.AlarmRequest;
import io.quarterdeck.etcd.rpc.AlarmResponse;
import io.quarterdeck.etcd.rpc.DefragmentRequest;
import io.quarterdeck.etcd.rpc.DefragmentResponse;
import io.quarterdeck.etcd.rpc.HashKVRequest;
import io.quarterdeck.etcd.rpc.HashKVResponse;
import io.quarterdeck.etcd.rpc.HashRequest;
import io.quarterdeck.etcd.rpc.HashResponse;
import io.quarterdeck.etcd.rpc.MaintenanceGrpc;
import io.quarterdeck.etcd.rpc.SnapshotRequest;
import io.quarterdeck.etcd.rpc.SnapshotResponse;
import io.quarterdeck.etcd.rpc.StatusRequest;
import io.quarterdeck.etcd.rpc.StatusResponse;
import io.quarterdeck.state.log.Store;
import io.quarterdeck.state.model.Failure;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.model.Op;
import io.quarterdeck.state.model.RefusedException;
import io.quarterdeck.state.quota.AlarmKeeper;
import io.quarterdeck.state.quota.Quota;
import java.util.concurrent.CompletableFuture;

/** The part of etcd's Maintenance service that has a meaning here. */
final class MaintenanceRpc extends MaintenanceGrpc.MaintenanceImplBase {
  private static final KeyRange EVERYTHING = KeyRange.from(Key.of(new byte[1]));

  private final Store store;
  private final Access access;
  private final Responses responses;
  private final Quota quota;
  private final Alarms alarms;
  private final String incarnation;

  MaintenanceRpc(
      Store store, Access access, Responses responses, AlarmKeeper alarms, String incarnation) {
    this.store = store;
    this.access = access;
    this.responses = responses;
    this.quota = alarms.quota();
    this.alarms = new Alarms(store, alarms);
    this.incarnation = incarnation;
  }

  @Override
  public void status(StatusRequest request, StreamObserver<StatusResponse> observer) {
    Replies.reply(
        observer,
        () -> {
          access.checkRead(Caller.current());
          Store.Position position = store.position();
          var header = responses.header(position.revision());
          MemberStatus status =
              new MemberStatus(
                  header.getClusterId(),
                  header.getMemberId(),
                  header.getMemberId(),
                  position.revision(),
                  position.epoch());
          return CompletableFuture.completedFuture(status.response(quota.size(), alarms.raised()));
        });
  }

  @Override
  public void alarm(AlarmRequest request, StreamObserver<AlarmResponse> observer) {
    Replies.reply(
        observer,
        () -> {
          if (Alarms.isQuestion(request)) {
            access.checkRead(Caller.current());
          } else {
            access.checkWriter(Caller.current());
          }
          return alarms.answer(request);
        });
  }

  /** Nothing to do: PostgreSQL cleans up by itself. etcd's answer has no header either. */
  @Override
  public void defragment(DefragmentRequest request, StreamObserver<DefragmentResponse> observer) {
    Replies.reply(
        observer,
        () -> {
          access.checkWriter(Caller.current());
          return CompletableFuture.completedFuture(DefragmentResponse.getDefaultInstance());
        });
  }

  @Override
  public void hash(HashRequest request, StreamObserver<HashResponse> observer) {
    Replies.reply(
        observer,
        () ->
            stateHash(0)
                .thenApply(
                    found ->
                        HashResponse.newBuilder()
                            .setHeader(found.getHeader())
                            .setHash(found.getHash())
                            .build()));
  }

  @Override
  public void hashKV(HashKVRequest request, StreamObserver<HashKVResponse> observer) {
    Replies.reply(observer, () -> stateHash(request.getRevision()));
  }

  @Override
  public void snapshot(SnapshotRequest request, StreamObserver<SnapshotResponse> observer) {
    var sender = new SnapshotSender((ServerCallStreamObserver<SnapshotResponse>) observer);
    try {
      access.checkRead(Caller.current());
      var unused =
          store
              .read(index -> Snapshot.of(index, incarnation))
              .thenApplyAsync(Snapshot::parts)
              .whenComplete(sender::begin);
    } catch (RefusedException e) {
      observer.onError(Replies.status(e).asRuntimeException());
    }
  }

  private CompletableFuture<HashKVResponse> stateHash(long revision) {
    access.checkRead(Caller.current());
    long compacted = store.position().compactRevision();
    if (revision > 0 && revision <= compacted) {
      throw new RefusedException(Failure.COMPACTED);
    }
    return store
        .range(Op.Range.of(EVERYTHING).at(revision), false)
        .thenApplyAsync(
            read ->
                HashKVResponse.newBuilder()
                    .setHeader(responses.header(read.revision()))
                    .setHash(StateHash.of(read.answer().entries()))
                    .setCompactRevision(compacted)
                    .build());
  }
}
