package io.quarterdeck.node.volume;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.node.container.Fields;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.event.EventNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Pods' volumes below the node's directory, {@code pods/<uid>/volumes/<name>}. Thread-safe; work on
 * one pod is serialised, so that a refresh and a release do not meet.
 */
public final class NodeVolumes implements Volumes, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(NodeVolumes.class);
  private static final Duration REFRESH = Duration.ofSeconds(60);
  private static final int SHARED_DIRECTORY = 0777;
  private static final int GROUP_DIRECTORY = 02770;

  private final Path root;
  private final Fields.Node node;
  private final VolumeSources sources;
  private final Consumer<EventNote> events;
  private final Map<String, Kept> pods = new ConcurrentHashMap<>();
  private @Nullable Thread refresher;

  /** A pod whose volumes are kept current; its lock orders the work on them. */
  private static final class Kept {
    private ApiObject pod;
    private boolean released;

    Kept(ApiObject pod) {
      this.pod = pod;
    }
  }

  public NodeVolumes(Path root, Fields.Node node, Api api, Consumer<EventNote> events) {
    this(root, node, new ApiSources(api, Clock.systemUTC()), events);
  }

  NodeVolumes(Path root, Fields.Node node, VolumeSources sources, Consumer<EventNote> events) {
    this.root = root.toAbsolutePath();
    this.node = node;
    this.sources = sources;
    this.events = events;
  }

  /** Begins to look for changes of what volumes show. */
  public void start() {
    refresher = Thread.ofVirtual().name("volumes").start(this::refreshForever);
  }

  @Override
  public void close() {
    Thread running = refresher;
    if (running != null) {
      running.interrupt();
    }
  }

  @Override
  public Map<String, Path> prepare(ApiObject pod) throws VolumeException {
    Kept kept = kept(pod);
    synchronized (kept) {
      kept.pod = pod;
      Map<String, Path> prepared = new HashMap<>();
      for (JsonNode volume : pod.at("spec", "volumes")) {
        prepared.put(volume.path("name").asText(), prepare(pod, volume));
      }
      return Map.copyOf(prepared);
    }
  }

  @Override
  public void keep(ApiObject pod) {
    Kept kept = kept(pod);
    synchronized (kept) {
      kept.pod = pod;
    }
  }

  @Override
  public void release(String podUid) {
    Kept kept = pods.remove(podUid);
    sources.forget(podUid);
    Path directory = root.resolve("pods").resolve(podUid);
    try {
      if (kept == null) {
        remove(directory);
        return;
      }
      synchronized (kept) {
        kept.released = true;
        remove(directory);
      }
    } catch (IOException e) {
      LOG.warnf("volumes of pod %s are not removed: %s", podUid, e.getMessage());
    }
  }

  /** Shows what changed since; a volume that cannot be made now stays as it is. */
  void refresh() {
    for (Kept kept : pods.values()) {
      synchronized (kept) {
        if (!kept.released) {
          refresh(kept.pod);
        }
      }
    }
  }

  private void refresh(ApiObject pod) {
    for (JsonNode volume : pod.at("spec", "volumes")) {
      boolean content = !volume.has("hostPath") && !volume.has("emptyDir");
      if (content && Files.exists(directory(pod, volume))) {
        try {
          Path unused = prepare(pod, volume);
        } catch (VolumeException e) {
          LOG.debugf("volume %s of %s is not refreshed: %s", volume, pod, e.getMessage());
        }
      }
    }
  }

  private void refreshForever() {
    try {
      while (true) {
        Thread.sleep(REFRESH);
        refresh();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Kept kept(ApiObject pod) {
    return pods.computeIfAbsent(pod.uid(), _ -> new Kept(pod));
  }

  private Path prepare(ApiObject pod, JsonNode volume) throws VolumeException {
    String message;
    try {
      Map<Reference, JsonNode> found = new HashMap<>();
      for (Reference each : VolumePlanner.references(volume)) {
        sources.find(each, pod).ifPresent(json -> found.put(each, json));
      }
      return make(pod, volume, VolumePlanner.plan(volume, pod, node, found));
    } catch (VolumeException | IOException e) {
      message = e.getMessage();
    }
    VolumeException failure =
        new VolumeException(
            "MountVolume.SetUp failed for volume \"%s\" : %s"
                .formatted(volume.path("name").asText(), message));
    events.accept(EventNote.warning(pod, "FailedMount", String.valueOf(failure.getMessage())));
    throw failure;
  }

  private Path make(ApiObject pod, JsonNode volume, VolumePlan plan)
      throws VolumeException, IOException {
    Path directory = directory(pod, volume);
    OptionalLong group = group(pod);
    switch (plan) {
      case VolumePlan.HostPath host -> {
        return HostPaths.check(host);
      }
      case VolumePlan.EmptyDir empty -> {
        if (!Files.exists(directory) || empty.memory()) {
          Files.createDirectories(directory);
          if (empty.memory()) {
            Mounts.tmpfs(directory, empty.bytesMax(), "0777");
          }
          share(directory, group);
        }
      }
      case VolumePlan.Content content -> {
        Files.createDirectories(directory);
        if (content.memory()) {
          Mounts.tmpfs(directory, 0, "0755");
        }
        boolean unused = new AtomicWriter(directory, group).write(content.files());
      }
    }
    return directory;
  }

  private static void share(Path directory, OptionalLong group) throws IOException {
    if (group.isPresent()) {
      Files.setAttribute(directory, "unix:gid", (int) group.getAsLong());
    }
    Files.setAttribute(
        directory, "unix:mode", SHARED_DIRECTORY | (group.isPresent() ? GROUP_DIRECTORY : 0));
  }

  private static OptionalLong group(ApiObject pod) {
    JsonNode group = pod.at("spec", "securityContext", "fsGroup");
    return group.isNumber() ? OptionalLong.of(group.asLong()) : OptionalLong.empty();
  }

  private static void remove(Path directory) throws IOException {
    Mounts.unmountBelow(directory);
    AtomicWriter.deleteTree(directory);
  }

  private Path directory(ApiObject pod, JsonNode volume) {
    return root.resolve("pods")
        .resolve(pod.uid())
        .resolve("volumes")
        .resolve(volume.path("name").asText());
  }
}
