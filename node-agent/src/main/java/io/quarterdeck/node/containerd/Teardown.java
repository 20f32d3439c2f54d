package io.quarterdeck.node.containerd;

import io.grpc.StatusRuntimeException;
import io.quarterdeck.cri.v1.PodSandbox;
import io.quarterdeck.node.cri.CriClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Leaves nothing of a node on the machine but its files: stops every pod, containerd, unmounts and
 * deletes the bridge. It needs neither the bus nor the gateway, and may be repeated.
 */
public final class Teardown {
  private final ContainerdLayout layout;
  private final Containerd containerd;

  public Teardown(ContainerdLayout layout) {
    this.layout = layout;
    this.containerd = new Containerd(layout);
  }

  /** Takes down all that it can, and fails at the end when something stayed. */
  public void run() throws IOException {
    List<String> stayed = new ArrayList<>();
    if (containerd.running().isPresent()) {
      try (CriClient cri = new CriClient(layout.socket())) {
        cri.sandboxes(Map.of()).forEach(each -> remove(cri, each, stayed));
      }
      containerd.stop();
    }
    stopShims();
    unmountBelow(layout.root().toAbsolutePath());
    unmountBelow(layout.state());
    if (Files.exists(Path.of("/sys/class/net", layout.bridge()))) {
      String unused = Commands.run(List.of("ip", "link", "delete", layout.bridge()));
    }
    if (!stayed.isEmpty()) {
      throw new IOException("not all of these pods is gone: " + String.join("; ", stayed));
    }
  }

  private static void remove(CriClient cri, PodSandbox sandbox, List<String> stayed) {
    try {
      cri.stopSandbox(sandbox.getId());
      cri.removeSandbox(sandbox.getId());
    } catch (StatusRuntimeException e) {
      var pod = sandbox.getMetadata();
      stayed.add(pod.getNamespace() + "/" + pod.getName() + ": " + e.getMessage());
    }
  }

  /** Shims that outlived a killed containerd would hold their containers' mounts. */
  private void stopShims() {
    String socket = layout.socket().toString();
    ProcessHandle.allProcesses()
        .filter(each -> isShimOf(each, socket))
        .forEach(
            shim -> {
              shim.descendants().forEach(ProcessHandle::destroyForcibly);
              shim.destroyForcibly();
            });
  }

  private static boolean isShimOf(ProcessHandle process, String socket) {
    try {
      String command = Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
      return command.contains("containerd-shim") && command.contains(socket);
    } catch (IOException e) {
      return false;
    }
  }

  private static void unmountBelow(Path directory) throws IOException {
    List<String> mounts;
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/mounts"))) {
      mounts =
          lines
              .map(line -> line.split(" ")[1])
              .filter(point -> point.startsWith(directory + "/"))
              .sorted(Comparator.reverseOrder())
              .toList();
    }
    for (String point : mounts) {
      String unused = Commands.run(List.of("umount", "-l", point));
    }
  }
}
