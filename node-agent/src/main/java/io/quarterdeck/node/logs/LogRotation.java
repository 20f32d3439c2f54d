package io.quarterdeck.node.logs;

import io.grpc.StatusRuntimeException;
import io.quarterdeck.cri.v1.Container;
import io.quarterdeck.cri.v1.ContainerState;
import io.quarterdeck.cri.v1.ContainerStatus;
import io.quarterdeck.node.cri.CriClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the logs of running containers from filling the disk: a log that has grown too large is set
 * aside under the time of day, and the runtime begins another.
 */
public final class LogRotation implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(LogRotation.class);
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final DateTimeFormatter SUFFIX =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss.SSS").withZone(ZoneOffset.UTC);

  private final CriClient cri;
  private final Limits limits;
  private final Clock clock;
  private @Nullable Thread thread;

  /**
   * How much of a log is kept.
   *
   * @param files the one that is written included
   */
  public record Limits(long bytes, int files) {
    public static final Limits DEFAULT = new Limits(10 << 20, 5);
  }

  public LogRotation(CriClient cri, Limits limits, Clock clock) {
    this.cri = cri;
    this.limits = limits;
    this.clock = clock;
  }

  public void start() {
    thread = Thread.ofVirtual().name("log-rotation").start(this::run);
  }

  @Override
  public void close() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(EVERY);
        rotateAll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One container whose log cannot be rotated does not keep the others from it. */
  void rotateAll() {
    try {
      for (Container each : cri.containers(Map.of())) {
        if (each.getState() == ContainerState.CONTAINER_RUNNING) {
          rotate(each.getId());
        }
      }
    } catch (StatusRuntimeException e) {
      LOG.warnf("logs are not rotated: %s", e.getMessage());
    }
  }

  private void rotate(String container) {
    try {
      Optional<Path> log =
          cri.container(container)
              .map(ContainerStatus::getLogPath)
              .filter(path -> !path.isEmpty())
              .map(Path::of);
      if (log.isPresent() && Files.exists(log.get()) && Files.size(log.get()) >= limits.bytes()) {
        rotate(container, log.get());
      }
    } catch (IOException | StatusRuntimeException e) {
      LOG.warnf("the log of container %s is not rotated: %s", container, e.getMessage());
    }
  }

  private void rotate(String container, Path log) throws IOException {
    List<Path> rotated = LogFiles.rotated(log);
    for (Path each : rotated.subList(0, Math.max(0, rotated.size() - limits.files() + 2))) {
      Files.delete(each);
    }
    Path aside = log.resolveSibling(log.getFileName() + "." + SUFFIX.format(clock.instant()));
    Files.move(log, aside);
    try {
      cri.reopenLog(container);
    } catch (StatusRuntimeException e) {
      // The runtime still writes to the old file: under its own name it is found again.
      Files.move(aside, log);
      throw e;
    }
  }
}
