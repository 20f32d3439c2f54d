package io.quarterdeck.state.rpc;

import io.grpc.stub.StreamObserver;
import io.quarterdeck.etcd.rpc.ClusterGrpc;
import io.quarterdeck.etcd.rpc.Member;
import io.quarterdeck.etcd.rpc.MemberListRequest;
import io.quarterdeck.etcd.rpc.MemberListResponse;
import java.util.concurrent.CompletableFuture;

/** The one member that a client sees. */
final class ClusterRpc extends ClusterGrpc.ClusterImplBase {
  private final Access access;
  private final Responses responses;
  private final String clientUrl;

  ClusterRpc(Access access, Responses responses, String clientUrl) {
    this.access = access;
    this.responses = responses;
    this.clientUrl = clientUrl;
  }

  @Override
  public void memberList(MemberListRequest request, StreamObserver<MemberListResponse> observer) {
    Replies.reply(
        observer,
        () -> {
          access.checkRead(Caller.current());
          var header = responses.header();
          Member self =
              Member.newBuilder()
                  .setID(header.getMemberId())
                  .setName("state-service")
                  .addClientURLs(clientUrl)
                  .build();
          return CompletableFuture.completedFuture(
              MemberListResponse.newBuilder().setHeader(header).addMembers(self).build());
        });
  }
}
