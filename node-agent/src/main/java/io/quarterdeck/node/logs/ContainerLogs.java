package io.quarterdeck.node.logs;

import io.quarterdeck.cri.v1.ContainerState;
import io.quarterdeck.cri.v1.ContainerStatus;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.node.container.Labels;
import io.quarterdeck.node.cri.CriClient;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Finds the log of a container of this node and copies it. Blocking, thread-safe. */
public final class ContainerLogs {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long LIFE_CHECK_NANOS = Duration.ofMillis(500).toNanos();

  private final CriClient cri;
  private final Function<ObjectKey, Optional<ApiObject>> pods;

  /**
   * @param pods the pods of this node as the agent knows them, their newest status included
   */
  public ContainerLogs(CriClient cri, Function<ObjectKey, Optional<ApiObject>> pods) {
    this.cri = cri;
    this.pods = pods;
  }

  /** The run whose log is wanted. */
  record Target(String id, Path log) {}

  Target find(ObjectKey key, String container, boolean previous) throws LogException {
    ApiObject pod =
        pods.apply(key)
            .orElseThrow(() -> new LogException(404, "pod \"" + key.name() + "\" does not exist"));
    List<ContainerStatus> statuses = new ArrayList<>();
    for (var each :
        cri.containers(Map.of(Labels.POD_UID, pod.uid(), Labels.CONTAINER_NAME, container))) {
      cri.container(each.getId()).ifPresent(statuses::add);
    }
    List<LogChoice.Run> runs = statuses.stream().map(ContainerLogs::run).toList();
    LogChoice.Run chosen = LogChoice.choose(pod, container, previous, runs);
    return statuses.stream()
        .filter(each -> each.getId().equals(chosen.id()))
        .map(each -> new Target(each.getId(), Path.of(each.getLogPath())))
        .findFirst()
        .orElseThrow();
  }

  /**
   * @param gone completes when nobody wants the log any longer
   */
  void copy(Target target, LogQuery query, OutputStream out, CompletableFuture<?> gone)
      throws IOException, InterruptedException {
    new LogReader(target.log(), query, out, new RunOf(target.id(), gone)).copy();
  }

  private static LogChoice.Run run(ContainerStatus status) {
    return new LogChoice.Run(
        status.getId(),
        status.getMetadata().getAttempt(),
        status.getState() != ContainerState.CONTAINER_CREATED,
        status.getState() == ContainerState.CONTAINER_EXITED);
  }

  /** Asks the runtime from time to time whether the container still runs. */
  private final class RunOf implements LogReader.Life {
    private final String id;
    private final CompletableFuture<?> gone;
    private long asked = System.nanoTime() - LIFE_CHECK_NANOS;
    private boolean running = true;

    RunOf(String id, CompletableFuture<?> gone) {
      this.id = id;
      this.gone = gone;
    }

    @Override
    public boolean isRunning() {
      if (running && System.nanoTime() - asked >= LIFE_CHECK_NANOS) {
        running =
            cri.container(id)
                .filter(status -> status.getState() == ContainerState.CONTAINER_RUNNING)
                .isPresent();
        asked = System.nanoTime();
      }
      return running;
    }

    @Override
    public boolean await() throws InterruptedException {
      try {
        gone.get(POLL.toMillis(), TimeUnit.MILLISECONDS);
        return false;
      } catch (TimeoutException e) {
        return true;
      } catch (ExecutionException e) {
        return false;
      }
    }
  }
}
