package io.quarterdeck.state.rpc;

import io.quarterdeck.etcd.rpc.AlarmMember;
import io.quarterdeck.etcd.rpc.AlarmRequest;
import io.quarterdeck.etcd.rpc.AlarmRequest.AlarmAction;
import io.quarterdeck.etcd.rpc.AlarmResponse;
import io.quarterdeck.etcd.rpc.AlarmType;
import io.quarterdeck.state.log.Store;
import io.quarterdeck.state.model.Failure;
import io.quarterdeck.state.model.RefusedException;
import io.quarterdeck.state.quota.AlarmKeeper;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** etcd's alarms, of which there is one here: the database is beyond its quota. Thread-safe. */
final class Alarms {
  private final Store store;
  private final AlarmKeeper keeper;

  Alarms(Store store, AlarmKeeper keeper) {
    this.store = store;
    this.keeper = keeper;
  }

  List<AlarmMember> raised() {
    return keeper.quota().raised().stream().map(Alarms::noSpace).toList();
  }

  static boolean isQuestion(AlarmRequest request) {
    return request.getAction() == AlarmAction.GET;
  }

  CompletableFuture<AlarmResponse> answer(AlarmRequest request) {
    return change(request)
        .handle(
            (alarms, failure) -> {
              if (failure != null) {
                throw new RefusedException(Failure.OUTCOME_UNKNOWN);
              }
              // As in etcd, without a header.
              return AlarmResponse.newBuilder().addAllAlarms(alarms).build();
            })
        .toCompletableFuture();
  }

  /** The alarms that the answer names. */
  private CompletionStage<List<AlarmMember>> change(AlarmRequest request) {
    boolean ours = request.getAlarm() == AlarmType.NOSPACE;
    if (isQuestion(request)) {
      boolean asked = ours || request.getAlarm() == AlarmType.NONE;
      return store.confirmLeading().thenApply(leads -> asked ? raised() : List.of());
    }
    List<AlarmMember> named = List.of(noSpace(request.getMemberID()));
    if (request.getAction() == AlarmAction.ACTIVATE) {
      if (!ours) {
        throw new RefusedException(Failure.OTHER_ALARM);
      }
      return keeper.raise(request.getMemberID()).thenApply(done -> named);
    }
    return ours
        ? keeper.disarm(request.getMemberID()).thenApply(was -> was ? named : List.of())
        : store.confirmLeading().thenApply(leads -> List.of());
  }

  private static AlarmMember noSpace(long member) {
    return AlarmMember.newBuilder().setMemberID(member).setAlarm(AlarmType.NOSPACE).build();
  }
}
