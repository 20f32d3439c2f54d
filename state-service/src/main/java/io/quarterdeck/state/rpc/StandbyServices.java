package io.quarterdeck.state.rpc;

import io.grpc.HandlerRegistry;
import io.grpc.ServerMethodDefinition;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.quarterdeck.etcd.rpc.MaintenanceGrpc;
import io.quarterdeck.etcd.rpc.StatusRequest;
import io.quarterdeck.etcd.rpc.StatusResponse;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a standby answers: its own status by itself, anything else in the words of the leader. */
final class StandbyServices extends HandlerRegistry {
  private final HandlerRegistry leader;
  private final Access access;
  private final Supplier<MemberStatus> status;
  private final ServerMethodDefinition<StatusRequest, StatusResponse> own;

  StandbyServices(HandlerRegistry leader, Access access, Supplier<MemberStatus> status) {
    this.leader = leader;
    this.access = access;
    this.status = status;
    this.own =
        ServerMethodDefinition.create(
            MaintenanceGrpc.getStatusMethod(), ServerCalls.asyncUnaryCall(this::status));
  }

  @Override
  public @Nullable ServerMethodDefinition<?, ?> lookupMethod(
      String name, @Nullable String authority) {
    return name.equals(own.getMethodDescriptor().getFullMethodName())
        ? own
        : leader.lookupMethod(name, authority);
  }

  private void status(StatusRequest request, StreamObserver<StatusResponse> observer) {
    Replies.reply(
        observer,
        () -> {
          access.checkRead(Caller.current());
          return CompletableFuture.completedFuture(status.get().response());
        });
  }
}
