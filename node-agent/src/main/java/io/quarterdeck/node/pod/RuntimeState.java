package io.quarterdeck.node.pod;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the runtime knows of one pod: its newest sandbox and every container that is not removed.
 */
public record RuntimeState(Optional<Sandbox> sandbox, List<Container> containers) {
  public static final RuntimeState NOTHING = new RuntimeState(Optional.empty(), List.of());

  public record Sandbox(String id, boolean ready, int attempt, List<String> addresses) {}

  /** Where a container is in its life. */
  public enum Phase {
    CREATED,
    RUNNING,
    EXITED
  }

  /**
   * One run of a container.
   *
   * @param backOff how many restarts in quick succession led to it
   */
  public record Container(
      String id,
      String sandbox,
      String name,
      int attempt,
      int backOff,
      Phase phase,
      Instant created,
      Instant started,
      Instant finished,
      int exitCode,
      String reason,
      String message,
      String image,
      String imageRef) {

    public boolean running() {
      return phase == Phase.RUNNING;
    }

    public boolean exited() {
      return phase == Phase.EXITED;
    }

    Duration ran() {
      return started.equals(Instant.EPOCH) ? Duration.ZERO : Duration.between(started, finished);
    }
  }

  /** The newest run of a container, in whichever sandbox. */
  public Optional<Container> newest(String name) {
    return containers.stream()
        .filter(each -> each.name().equals(name))
        .max(Comparator.comparingInt(Container::attempt));
  }

  /** The run before the newest. */
  public Optional<Container> previous(String name) {
    return containers.stream()
        .filter(each -> each.name().equals(name))
        .sorted(Comparator.comparingInt(Container::attempt).reversed())
        .skip(1)
        .findFirst();
  }

  /** The newest run of a container in the current sandbox. */
  public Optional<Container> current(String name) {
    return newest(name)
        .filter(each -> sandbox.map(Sandbox::id).filter(each.sandbox()::equals).isPresent());
  }

  public boolean anyRunning() {
    return containers.stream().anyMatch(Container::running);
  }

  /** Whether the containers have a sandbox to run in. */
  public boolean ready() {
    return sandbox.map(Sandbox::ready).orElse(false);
  }
}
