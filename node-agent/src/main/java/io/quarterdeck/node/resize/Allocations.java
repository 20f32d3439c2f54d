package io.quarterdeck.node.resize;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.pod.PodRequests;
import io.quarterdeck.model.quantity.Quantity;
import io.quarterdeck.node.pod.Actuations;
import io.quarterdeck.node.resize.AllocationPlanner.Pending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What this node has given to each of its pods. It is kept in a file beside the pod's volumes, so
 * that an agent that starts anew knows it from what the spec has come to ask meanwhile. One pod is
 * judged at a time: two that want the same room do not both get it. Thread-safe.
 */
public final class Allocations implements Actuations {
  private static final String FILE = "resources.json";

  private final Path pods;
  private final Map<String, Quantity> allocatable;
  private final Map<String, PodResources> known = new HashMap<>();

  /**
   * Of one node.
   *
   * @param root where the node's files are
   * @param allocatable what the node has for pods
   */
  public Allocations(Path root, Map<String, Quantity> allocatable) {
    this.pods = root.resolve("pods");
    this.allocatable = Map.copyOf(allocatable);
  }

  /**
   * What a pod has now, after it was given what it asks if there is room for it. A pod that comes
   * gets what it asks: its node was chosen for that.
   *
   * @param present the pods of the node, this one or not
   */
  public synchronized PodSize settle(ApiObject pod, Supplier<Collection<ApiObject>> present) {
    Allocation asked = Allocation.of(pod);
    PodResources held =
        find(pod).orElseGet(() -> keep(pod.uid(), new PodResources(asked, Map.of())));
    if (held.allocation().equals(asked) || pod.isBeingDeleted()) {
      return new PodSize(pod, held, Optional.empty());
    }
    Optional<Pending> pending =
        AllocationPlanner.judge(pod, allocatable, others(pod, present.get()));
    PodResources now = pending.isPresent() ? held : keep(pod.uid(), held.with(asked));
    return new PodSize(pod, now, pending);
  }

  /** The same with what the containers have come to run with since. */
  public synchronized PodSize latest(PodSize size) {
    return new PodSize(size.asking(), find(size.asking()).orElse(size.resources()), size.pending());
  }

  @Override
  public synchronized void actuated(
      ApiObject pod, String container, String id, JsonNode resources) {
    PodResources held = find(pod).orElseGet(() -> new PodResources(Allocation.of(pod), Map.of()));
    PodResources unused = keep(pod.uid(), held.with(container, new Actuated(id, resources)));
  }

  /** The pod is gone, its files too. */
  public synchronized void forget(String uid) {
    known.remove(uid);
  }

  private List<Map<String, Quantity>> others(ApiObject pod, Collection<ApiObject> present) {
    return present.stream()
        .filter(each -> !each.uid().equals(pod.uid()))
        .filter(each -> !hasEnded(each))
        .map(each -> find(each).map(held -> held.allocation().appliedTo(each)).orElse(each))
        .map(PodRequests::asked)
        .toList();
  }

  private static boolean hasEnded(ApiObject pod) {
    String phase = pod.text("status", "phase");
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  private Optional<PodResources> find(ApiObject pod) {
    PodResources found = known.get(pod.uid());
    if (found != null) {
      return Optional.of(found);
    }
    Path file = file(pod.uid());
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      PodResources read = PodResources.read(Files.readAllBytes(file));
      known.put(pod.uid(), read);
      return Optional.of(read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In the file first: what is not kept has not been given. */
  private PodResources keep(String uid, PodResources resources) {
    Path file = file(uid);
    Path fresh = file.resolveSibling(FILE + ".new");
    try {
      Files.createDirectories(file.getParent());
      Files.write(fresh, resources.bytes());
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    known.put(uid, resources);
    return resources;
  }

  private Path file(String uid) {
    return pods.resolve(uid).resolve(FILE);
  }
}
