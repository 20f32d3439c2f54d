package io.quarterdeck.node.containerd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps one containerd alive for the node. It runs in a session of its own, so that it and the pods
 * outlive the agent; a restarted agent finds it by its pid file and only starts one where none is.
 */
public final class Containerd {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
  private final ContainerdLayout layout;

  public Containerd(ContainerdLayout layout) {
    this.layout = layout;
  }

  /** Writes the configuration and makes sure that the process runs; true when it was started. */
  public boolean ensure(ContainerdConfig config, String podCidr) throws IOException {
    if (running().isPresent()) {
      return false;
    }
    for (Path each :
        new Path[] {
          layout.data(), layout.state(), layout.cniConfig(), layout.cniState(),
        }) {
      Files.createDirectories(each);
    }
    Files.createDirectories(layout.config().toAbsolutePath().getParent());
    Files.writeString(layout.config(), config.toml());
    Files.writeString(
        layout.cniConfig().resolve("10-quarterdeck.conflist"),
        ContainerdConfig.cniNetwork(layout, podCidr));
    Files.deleteIfExists(layout.socket());
    NamedNetworks.share();
    // exec keeps the pid: setsid forks only when it is a group's leader already.
    Process started =
        new ProcessBuilder(
                "setsid", "containerd", "--config", layout.config().toAbsolutePath().toString())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(layout.log().toFile()))
            .start();
    Files.writeString(layout.pidFile(), Long.toString(started.pid()));
    return true;
  }

  /** The process of the pid file, if it still is our containerd and not a reused number. */
  public Optional<ProcessHandle> running() {
    try {
      long pid = Long.parseLong(Files.readString(layout.pidFile()).strip());
      String command = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
      return command.contains(layout.config().toAbsolutePath().toString())
          ? ProcessHandle.of(pid).filter(ProcessHandle::isAlive)
          : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Ends the process; pods must have been stopped before, or their shims stay. */
  public void stop() throws IOException {
    Optional<ProcessHandle> process = running();
    if (process.isPresent()) {
      process.get().destroy();
      try {
        process.get().onExit().get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException e) {
        process.get().destroyForcibly();
      }
    }
    Files.deleteIfExists(layout.pidFile());
  }
}
