package io.quarterdeck.node;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarterdeck.node.config.NodeConfig;
import io.quarterdeck.node.container.Fields;
import io.quarterdeck.node.container.SandboxConfigs;
import io.quarterdeck.node.containerd.Containerd;
import io.quarterdeck.node.containerd.ContainerdLayout;
import io.quarterdeck.node.containerd.ImageImport;
import io.quarterdeck.node.containerd.Machine;
import io.quarterdeck.node.cri.CriClient;
import io.quarterdeck.node.dns.ClusterDns;
import io.quarterdeck.node.logs.ContainerLogs;
import io.quarterdeck.node.logs.LogEndpoint;
import io.quarterdeck.node.logs.LogRotation;
import io.quarterdeck.node.mailbox.Mailbox;
import io.quarterdeck.node.probe.Hooks;
import io.quarterdeck.node.probe.Prober;
import io.quarterdeck.node.proxy.HealthCheckController;
import io.quarterdeck.node.proxy.KernelNetwork;
import io.quarterdeck.node.proxy.ProxyController;
import io.quarterdeck.node.registration.NodeRegistration;
import io.quarterdeck.node.resize.Allocations;
import io.quarterdeck.node.server.NodeServer;
import io.quarterdeck.node.stream.RuntimeStreams;
import io.quarterdeck.node.stream.StreamEndpoint;
import io.quarterdeck.node.volume.NodeVolumes;
import io.quarterdeck.node.worker.NodePods;
import io.quarterdeck.node.worker.NodeServices;
import io.quarterdeck.node.worker.PodWorkers;
import io.quarterdeck.node.worker.RuntimeWatch;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.event.EventRecorder;
import io.quarterdeck.role.run.ControllerManager;
import io.quarterdeck.role.run.RoleConfig;
import io.quarterdeck.role.run.RoleRuntime;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Starts the node: its containerd, then whatever needs it. When the agent stops, containerd and the
 * pods go on; the next agent finds them.
 */
@ApplicationScoped
public class NodeService {
  private static final Logger LOG = Logger.getLogger(NodeService.class);
  private static final int DNS_PORT = 53;
  private static final Duration SOCKET_LOOK = Duration.ofMillis(50);

  private final NodeConfig config;
  private final RoleConfig role;
  private final RoleRuntime runtime;
  private final Mailbox mailbox;
  private final Vertx vertx;
  private final List<Thread> threads = new ArrayList<>();
  private @Nullable volatile NodeRegistration registration;
  private @Nullable volatile ClusterDns dns;

  NodeService(
      NodeConfig config, RoleConfig role, RoleRuntime runtime, Mailbox mailbox, Vertx vertx) {
    this.config = config;
    this.role = role;
    this.runtime = runtime;
    this.mailbox = mailbox;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) throws IOException, InterruptedException {
    ContainerdLayout layout = new ContainerdLayout(config.rootDir());
    CriClient cri = containerd(layout);
    ControllerManager manager = runtime.manager("node-agent." + config.name());
    EventRecorder events =
        new EventRecorder(manager.plainApi(), "kubelet", config.name(), Clock.systemUTC());
    NodeVolumes volumes =
        new NodeVolumes(
            config.rootDir(),
            Fields.Node.ofMachine(memory()),
            manager.plainApi(),
            note -> events.record(note, Cause.NONE));
    volumes.start();
    Hooks hooks = new Hooks(cri, vertx, note -> events.record(note, Cause.NONE));
    PodWorkers workers =
        new PodWorkers(
            new NodePods(
                config.name(),
                config.ip(),
                config.rootDir(),
                new SandboxConfigs.ClusterDns(config.clusterDns(), config.clusterDomain()),
                cri,
                manager.plainApi(),
                new NodeServices(manager.cache(), manager::isCaughtUp),
                events,
                volumes,
                hooks,
                new Prober(cri, vertx, hooks, note -> events.record(note, Cause.NONE)),
                new Allocations(config.rootDir(), NodeRegistration.allocatable(config.rootDir()))));
    network(manager, layout);
    runtime.start(manager);
    NodeRegistration reporting = new NodeRegistration(manager.plainApi(), cri, config);
    registration = reporting;
    background("registration", reporting);
    background("runtime-watch", new RuntimeWatch(cri, workers));
    mailbox.listen(workers);
    serve(cri, workers);
  }

  private CriClient containerd(ContainerdLayout layout) throws IOException, InterruptedException {
    Files.createDirectories(config.rootDir());
    boolean started =
        new Containerd(layout)
            .ensure(Machine.config(layout, config.pauseImage()), config.podCidr());
    while (!Files.exists(layout.socket())) {
      Thread.sleep(SOCKET_LOOK);
    }
    LOG.infof("containerd %s", started ? "is started" : "ran already");
    if (started) {
      new ImageImport(layout).all(config.imagesDir());
    }
    return new CriClient(layout.socket());
  }

  private void network(ControllerManager manager, ContainerdLayout layout)
      throws IOException, InterruptedException {
    boolean bridgeFiltered = KernelNetwork.prepare();
    ProxyController.register(
        manager,
        new ProxyController.Settings(
            NodeTeardown.table(layout),
            config.name(),
            config.podCidr(),
            Set.of(config.clusterDns()),
            layout.bridge(),
            bridgeFiltered));
    HealthCheckController.register(manager, vertx, config.name());
    ClusterDns names =
        new ClusterDns(
            vertx,
            manager.cache(),
            new ClusterDns.Settings(
                config.clusterDns(),
                DNS_PORT,
                config.clusterDomain(),
                Path.of("/etc/resolv.conf"),
                config.rootDir()));
    names.register(manager);
    names.start();
    dns = names;
  }

  private void serve(CriClient cri, PodWorkers workers) {
    RuntimeStreams streams = new RuntimeStreams(cri, workers::pod);
    NodeServer server =
        new NodeServer(
            vertx,
            config.ip(),
            config.port(),
            new NodeServer.Tls(role.tls().ca(), role.tls().certificate(), role.tls().key()),
            Map.of(
                "containerLogs",
                new LogEndpoint(new ContainerLogs(cri, workers::pod)),
                "exec",
                new StreamEndpoint(vertx, StreamEndpoint.Purpose.EXEC, streams),
                "attach",
                new StreamEndpoint(vertx, StreamEndpoint.Purpose.ATTACH, streams),
                "portForward",
                new StreamEndpoint(vertx, StreamEndpoint.Purpose.PORT_FORWARD, streams)));
    server
        .listen()
        .onFailure(
            failure -> LOG.errorf(failure, "the gateway is not served on port %d", config.port()));
    new LogRotation(cri, LogRotation.Limits.DEFAULT, Clock.systemUTC()).start();
  }

  private void background(String name, Runnable work) {
    threads.add(Thread.ofVirtual().name(name).start(work));
  }

  private static long memory() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
      if (line.startsWith("MemTotal:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
      }
    }
    return 0;
  }

  /** Whether the node can run pods and answers for their names. */
  boolean isReady() {
    NodeRegistration reporting = registration;
    ClusterDns names = dns;
    return reporting != null
        && reporting.isRegistered()
        && names != null
        && names.isReady()
        && mailbox.isComplete();
  }

  void stop(@Observes ShutdownEvent event) {
    threads.forEach(Thread::interrupt);
    ClusterDns names = dns;
    if (names != null) {
      names.close();
    }
  }
}
