package io.quarterdeck.node.cri;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.unix.DomainSocketAddress;
import io.quarterdeck.cri.v1.AttachRequest;
import io.quarterdeck.cri.v1.Container;
import io.quarterdeck.cri.v1.ContainerConfig;
import io.quarterdeck.cri.v1.ContainerFilter;
import io.quarterdeck.cri.v1.ContainerStatsRequest;
import io.quarterdeck.cri.v1.ContainerStatus;
import io.quarterdeck.cri.v1.ContainerStatusRequest;
import io.quarterdeck.cri.v1.CreateContainerRequest;
import io.quarterdeck.cri.v1.ExecRequest;
import io.quarterdeck.cri.v1.ExecSyncRequest;
import io.quarterdeck.cri.v1.ExecSyncResponse;
import io.quarterdeck.cri.v1.Image;
import io.quarterdeck.cri.v1.ImageServiceGrpc;
import io.quarterdeck.cri.v1.ImageSpec;
import io.quarterdeck.cri.v1.ImageStatusRequest;
import io.quarterdeck.cri.v1.ImageStatusResponse;
import io.quarterdeck.cri.v1.LinuxContainerResources;
import io.quarterdeck.cri.v1.ListContainersRequest;
import io.quarterdeck.cri.v1.ListImagesRequest;
import io.quarterdeck.cri.v1.ListPodSandboxRequest;
import io.quarterdeck.cri.v1.MemoryUsage;
import io.quarterdeck.cri.v1.PodSandbox;
import io.quarterdeck.cri.v1.PodSandboxConfig;
import io.quarterdeck.cri.v1.PodSandboxFilter;
import io.quarterdeck.cri.v1.PodSandboxStatus;
import io.quarterdeck.cri.v1.PodSandboxStatusRequest;
import io.quarterdeck.cri.v1.PortForwardRequest;
import io.quarterdeck.cri.v1.PullImageRequest;
import io.quarterdeck.cri.v1.RemoveContainerRequest;
import io.quarterdeck.cri.v1.RemovePodSandboxRequest;
import io.quarterdeck.cri.v1.ReopenContainerLogRequest;
import io.quarterdeck.cri.v1.RunPodSandboxRequest;
import io.quarterdeck.cri.v1.RuntimeCondition;
import io.quarterdeck.cri.v1.RuntimeServiceGrpc;
import io.quarterdeck.cri.v1.StartContainerRequest;
import io.quarterdeck.cri.v1.StatusRequest;
import io.quarterdeck.cri.v1.StopContainerRequest;
import io.quarterdeck.cri.v1.StopPodSandboxRequest;
import io.quarterdeck.cri.v1.UpdateContainerResourcesRequest;
import io.quarterdeck.cri.v1.VersionRequest;
import io.quarterdeck.cri.v1.VersionResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The runtime's gRPC services over its unix socket: blocking, each call with its deadline. */
public final class CriClient implements AutoCloseable {
  private static final Duration CALL = Duration.ofSeconds(30);
  private static final Duration SANDBOX = Duration.ofMinutes(4);
  private static final Duration PULL = Duration.ofMinutes(10);
  private static final int MESSAGE_BYTES_MAX = 16 << 20;

  private final EpollEventLoopGroup loop;
  private final ManagedChannel channel;
  private final RuntimeServiceGrpc.RuntimeServiceBlockingStub runtime;
  private final ImageServiceGrpc.ImageServiceBlockingStub images;

  // The group that replaces it in Netty 4.2 is not what grpc-netty of our platform takes.
  @SuppressWarnings("deprecation")
  public CriClient(Path socket) {
    loop = new EpollEventLoopGroup(1);
    channel =
        NettyChannelBuilder.forAddress(new DomainSocketAddress(socket.toFile()))
            .eventLoopGroup(loop)
            .channelType(EpollDomainSocketChannel.class)
            .overrideAuthority("localhost")
            .maxInboundMessageSize(MESSAGE_BYTES_MAX)
            .usePlaintext()
            .build();
    runtime = RuntimeServiceGrpc.newBlockingStub(channel);
    images = ImageServiceGrpc.newBlockingStub(channel);
  }

  public VersionResponse version() {
    return within(CALL).version(VersionRequest.getDefaultInstance());
  }

  /** The conditions RuntimeReady and NetworkReady. */
  public List<RuntimeCondition> conditions() {
    return within(CALL).status(StatusRequest.getDefaultInstance()).getStatus().getConditionsList();
  }

  public String runSandbox(PodSandboxConfig config) {
    return within(SANDBOX)
        .runPodSandbox(RunPodSandboxRequest.newBuilder().setConfig(config).build())
        .getPodSandboxId();
  }

  /** Stops the sandbox and all its containers at once; one that is gone is no error. */
  public void stopSandbox(String id) {
    ignoringAbsence(
        () ->
            within(SANDBOX)
                .stopPodSandbox(StopPodSandboxRequest.newBuilder().setPodSandboxId(id).build()));
  }

  public void removeSandbox(String id) {
    ignoringAbsence(
        () ->
            within(SANDBOX)
                .removePodSandbox(
                    RemovePodSandboxRequest.newBuilder().setPodSandboxId(id).build()));
  }

  public Optional<PodSandboxStatus> sandbox(String id) {
    return unlessAbsent(
        () ->
            within(CALL)
                .podSandboxStatus(PodSandboxStatusRequest.newBuilder().setPodSandboxId(id).build())
                .getStatus());
  }

  public List<PodSandbox> sandboxes(Map<String, String> labels) {
    return within(CALL)
        .listPodSandbox(
            ListPodSandboxRequest.newBuilder()
                .setFilter(PodSandboxFilter.newBuilder().putAllLabelSelector(labels))
                .build())
        .getItemsList();
  }

  public String createContainer(
      String sandbox, ContainerConfig config, PodSandboxConfig sandboxConfig) {
    return within(CALL.multipliedBy(4))
        .createContainer(
            CreateContainerRequest.newBuilder()
                .setPodSandboxId(sandbox)
                .setConfig(config)
                .setSandboxConfig(sandboxConfig)
                .build())
        .getContainerId();
  }

  public void startContainer(String id) {
    var unused =
        within(CALL.multipliedBy(4))
            .startContainer(StartContainerRequest.newBuilder().setContainerId(id).build());
  }

  /** Sends the stop signal, waits for the grace period, then kills. */
  public void stopContainer(String id, Duration grace) {
    ignoringAbsence(
        () ->
            within(grace.plus(CALL))
                .stopContainer(
                    StopContainerRequest.newBuilder()
                        .setContainerId(id)
                        .setTimeout(grace.toSeconds())
                        .build()));
  }

  public void removeContainer(String id) {
    ignoringAbsence(
        () ->
            within(CALL)
                .removeContainer(RemoveContainerRequest.newBuilder().setContainerId(id).build()));
  }

  public List<Container> containers(Map<String, String> labels) {
    return within(CALL)
        .listContainers(
            ListContainersRequest.newBuilder()
                .setFilter(ContainerFilter.newBuilder().putAllLabelSelector(labels))
                .build())
        .getContainersList();
  }

  public Optional<ContainerStatus> container(String id) {
    return unlessAbsent(
        () ->
            within(CALL)
                .containerStatus(ContainerStatusRequest.newBuilder().setContainerId(id).build())
                .getStatus());
  }

  /** Changes what a container may use while it runs. */
  public void updateContainer(String id, LinuxContainerResources resources) {
    var unused =
        within(CALL)
            .updateContainerResources(
                UpdateContainerResourcesRequest.newBuilder()
                    .setContainerId(id)
                    .setLinux(resources)
                    .build());
  }

  /** The bytes of memory that a container has in use; empty where the runtime does not tell. */
  public OptionalLong memoryUsage(String id) {
    MemoryUsage memory =
        within(CALL)
            .containerStats(ContainerStatsRequest.newBuilder().setContainerId(id).build())
            .getStats()
            .getMemory();
    long bytes =
        Math.max(memory.getUsageBytes().getValue(), memory.getWorkingSetBytes().getValue());
    return bytes == 0 ? OptionalLong.empty() : OptionalLong.of(bytes);
  }

  public ExecSyncResponse exec(String container, List<String> command, Duration timeout) {
    return within(timeout.plus(CALL))
        .execSync(
            ExecSyncRequest.newBuilder()
                .setContainerId(container)
                .addAllCmd(command)
                .setTimeout(timeout.toSeconds())
                .build());
  }

  /** Prepares a command whose streams wait at the address that is returned. */
  public String exec(String container, List<String> command, CommandStreams streams) {
    return within(CALL)
        .exec(
            ExecRequest.newBuilder()
                .setContainerId(container)
                .addAllCmd(command)
                .setStdin(streams.stdin())
                .setStdout(streams.stdout())
                .setStderr(streams.stderr())
                .setTty(streams.tty())
                .build())
        .getUrl();
  }

  /** Prepares the streams of a container's main process at the address that is returned. */
  public String attach(String container, CommandStreams streams) {
    return within(CALL)
        .attach(
            AttachRequest.newBuilder()
                .setContainerId(container)
                .setStdin(streams.stdin())
                .setStdout(streams.stdout())
                .setStderr(streams.stderr())
                .setTty(streams.tty())
                .build())
        .getUrl();
  }

  /** Prepares connections to the ports of a sandbox at the address that is returned. */
  public String portForward(String sandbox) {
    return within(CALL)
        .portForward(PortForwardRequest.newBuilder().setPodSandboxId(sandbox).build())
        .getUrl();
  }

  public void reopenLog(String container) {
    var unused =
        within(CALL)
            .reopenContainerLog(
                ReopenContainerLogRequest.newBuilder().setContainerId(container).build());
  }

  public Optional<Image> image(String name) {
    ImageStatusResponse response =
        images
            .withDeadlineAfter(CALL.toSeconds(), TimeUnit.SECONDS)
            .imageStatus(
                ImageStatusRequest.newBuilder()
                    .setImage(ImageSpec.newBuilder().setImage(name))
                    .build());
    return response.hasImage() ? Optional.of(response.getImage()) : Optional.empty();
  }

  public String pull(String name) {
    return images
        .withDeadlineAfter(PULL.toSeconds(), TimeUnit.SECONDS)
        .pullImage(
            PullImageRequest.newBuilder().setImage(ImageSpec.newBuilder().setImage(name)).build())
        .getImageRef();
  }

  public List<Image> images() {
    return images
        .withDeadlineAfter(CALL.toSeconds(), TimeUnit.SECONDS)
        .listImages(ListImagesRequest.getDefaultInstance())
        .getImagesList();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    var unused = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private RuntimeServiceGrpc.RuntimeServiceBlockingStub within(Duration time) {
    return runtime.withDeadlineAfter(time.toSeconds(), TimeUnit.SECONDS);
  }

  private static void ignoringAbsence(Supplier<?> call) {
    var unused = unlessAbsent(call);
  }

  private static <T> Optional<T> unlessAbsent(Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
