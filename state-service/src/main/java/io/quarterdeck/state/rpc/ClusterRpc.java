package io.quarterdeck.state.rpc;

import io.grpc.stub.StreamObserver;
import io.quarterdeck.etcd.rpc.ClusterGrpc;
import io.quarterdeck.etcd.rpc.Member;
import io.quarterdeck.etcd.rpc.MemberListRequest;
import io.quarterdeck.etcd.rpc.MemberListResponse;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The replicas that live, whether they lead or not. */
final class ClusterRpc extends ClusterGrpc.ClusterImplBase {
  private final Access access;
  private final Responses responses;
  private final Supplier<CompletionStage<List<io.quarterdeck.state.replica.Member>>> members;

  ClusterRpc(
      Access access,
      Responses responses,
      Supplier<CompletionStage<List<io.quarterdeck.state.replica.Member>>> members) {
    this.access = access;
    this.responses = responses;
    this.members = members;
  }

  @Override
  public void memberList(MemberListRequest request, StreamObserver<MemberListResponse> observer) {
    Replies.reply(
        observer,
        () -> {
          access.checkRead(Caller.current());
          return members.get().toCompletableFuture().thenApply(this::response);
        });
  }

  private MemberListResponse response(List<io.quarterdeck.state.replica.Member> members) {
    var response = MemberListResponse.newBuilder().setHeader(responses.header());
    members.forEach(
        member ->
            response.addMembers(
                Member.newBuilder()
                    .setID(member.id())
                    .setName("state-service")
                    .addClientURLs("https://" + member.address())));
    return response.build();
  }
}
