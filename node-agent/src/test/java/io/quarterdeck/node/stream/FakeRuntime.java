package io.quarterdeck.node.stream;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.quarterdeck.cri.v1.AttachRequest;
import io.quarterdeck.cri.v1.AttachResponse;
import io.quarterdeck.cri.v1.Container;
import io.quarterdeck.cri.v1.ContainerMetadata;
import io.quarterdeck.cri.v1.ContainerState;
import io.quarterdeck.cri.v1.ContainerStatus;
import io.quarterdeck.cri.v1.ContainerStatusRequest;
import io.quarterdeck.cri.v1.ContainerStatusResponse;
import io.quarterdeck.cri.v1.ExecRequest;
import io.quarterdeck.cri.v1.ExecResponse;
import io.quarterdeck.cri.v1.ListContainersRequest;
import io.quarterdeck.cri.v1.ListContainersResponse;
import io.quarterdeck.cri.v1.ListPodSandboxRequest;
import io.quarterdeck.cri.v1.ListPodSandboxResponse;
import io.quarterdeck.cri.v1.PodSandbox;
import io.quarterdeck.cri.v1.PodSandboxState;
import io.quarterdeck.cri.v1.PodSandboxStatus;
import io.quarterdeck.cri.v1.PodSandboxStatusRequest;
import io.quarterdeck.cri.v1.PodSandboxStatusResponse;
import io.quarterdeck.cri.v1.PortForwardRequest;
import io.quarterdeck.cri.v1.PortForwardResponse;
import io.quarterdeck.cri.v1.RuntimeServiceGrpc;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The CRI of a runtime with one running container, {@code c}, whose streams a peer serves. */
final class FakeRuntime extends RuntimeServiceGrpc.RuntimeServiceImplBase {
  private final String streams;
  private final EpollEventLoopGroup loop;
  private final Server server;

  // As in CriClient: what replaces the group in Netty 4.2 is not what grpc-netty takes.
  @SuppressWarnings("deprecation")
  FakeRuntime(Path socket, SpdyPeer peer) throws Exception {
    streams = "http://127.0.0.1:" + peer.port() + "/token";
    loop = new EpollEventLoopGroup(1);
    server =
        NettyServerBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
            .channelType(EpollServerDomainSocketChannel.class)
            .bossEventLoopGroup(loop)
            .workerEventLoopGroup(loop)
            .addService(this)
            .build()
            .start();
  }

  @Override
  public void listPodSandbox(
      ListPodSandboxRequest request, StreamObserver<ListPodSandboxResponse> to) {
    answer(
        to,
        ListPodSandboxResponse.newBuilder().addItems(PodSandbox.newBuilder().setId("s")).build());
  }

  @Override
  public void podSandboxStatus(
      PodSandboxStatusRequest request, StreamObserver<PodSandboxStatusResponse> to) {
    answer(
        to,
        PodSandboxStatusResponse.newBuilder()
            .setStatus(
                PodSandboxStatus.newBuilder().setId("s").setState(PodSandboxState.SANDBOX_READY))
            .build());
  }

  @Override
  public void listContainers(
      ListContainersRequest request, StreamObserver<ListContainersResponse> to) {
    answer(
        to,
        ListContainersResponse.newBuilder()
            .addContainers(Container.newBuilder().setId("c-1").setPodSandboxId("s"))
            .build());
  }

  @Override
  public void containerStatus(
      ContainerStatusRequest request, StreamObserver<ContainerStatusResponse> to) {
    answer(
        to,
        ContainerStatusResponse.newBuilder()
            .setStatus(
                ContainerStatus.newBuilder()
                    .setId("c-1")
                    .setMetadata(ContainerMetadata.newBuilder().setName("c"))
                    .setState(ContainerState.CONTAINER_RUNNING))
            .build());
  }

  @Override
  public void exec(ExecRequest request, StreamObserver<ExecResponse> to) {
    answer(to, ExecResponse.newBuilder().setUrl(streams).build());
  }

  @Override
  public void attach(AttachRequest request, StreamObserver<AttachResponse> to) {
    answer(to, AttachResponse.newBuilder().setUrl(streams).build());
  }

  @Override
  public void portForward(PortForwardRequest request, StreamObserver<PortForwardResponse> to) {
    answer(to, PortForwardResponse.newBuilder().setUrl(streams).build());
  }

  private static <T> void answer(StreamObserver<T> to, T response) {
    to.onNext(response);
    to.onCompleted();
  }

  void stop() throws Exception {
    server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    loop.shutdownGracefully(0, 10, TimeUnit.SECONDS).await(10, TimeUnit.SECONDS);
  }
}
