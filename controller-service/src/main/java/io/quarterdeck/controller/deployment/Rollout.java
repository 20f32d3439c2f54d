package io.quarterdeck.controller.deployment;

import io.quarterdeck.model.ApiObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Deployment's ReplicaSets while a plan is made. Not thread-safe; lives for one plan.
 *
 * <p>The plan works on it as if each step had already been done, and compares with the beginning
 * when it is finished.
 */
final class Rollout {
  final DeploymentSpec spec;
  private final Map<String, Revision> all = new LinkedHashMap<>();
  private final Map<String, Revision> before = new LinkedHashMap<>();
  private Optional<String> current;

  Rollout(DeploymentSpec spec, List<ApiObject> replicaSets, Optional<ApiObject> current) {
    this.spec = spec;
    this.current = current.map(ApiObject::name);
    replicaSets.stream()
        .map(Revision::of)
        .sorted(Revision.OLDEST_FIRST)
        .forEach(each -> all.put(each.name(), each));
    before.putAll(all);
  }

  /** The ReplicaSet of the template as it is now. */
  Optional<Revision> current() {
    return current.map(this::get);
  }

  List<Revision> all() {
    return List.copyOf(all.values());
  }

  /** All but the current one, oldest first. */
  List<Revision> old() {
    return all.values().stream()
        .filter(each -> current.filter(each.name()::equals).isEmpty())
        .toList();
  }

  List<Revision> active() {
    return all.values().stream().filter(Revision::isActive).toList();
  }

  int desired() {
    return desired(all());
  }

  static int desired(List<Revision> revisions) {
    return revisions.stream().mapToInt(Revision::desired).sum();
  }

  /** Pods that there are or are to be: a set that was told to shrink still has those it had. */
  int occupied() {
    return all.values().stream().mapToInt(each -> Math.max(each.desired(), each.actual())).sum();
  }

  /**
   * Pods that are available and will stay: a set that was told to shrink may not have said yet that
   * it did, and must not be counted upon twice.
   */
  int lasting() {
    return all.values().stream().mapToInt(each -> Math.min(each.desired(), each.available())).sum();
  }

  int available() {
    return all.values().stream().mapToInt(Revision::available).sum();
  }

  /** Takes in a new current ReplicaSet that is to be created. */
  void create(ApiObject replicaSet) {
    all.put(replicaSet.name(), Revision.of(replicaSet));
    current = Optional.of(replicaSet.name());
  }

  void put(Revision revision) {
    all.put(revision.name(), revision);
  }

  void scale(Revision revision, int replicas) {
    put(get(revision.name()).scaledTo(replicas, spec));
  }

  /** What differs from the beginning, but for the one that is to be created. */
  List<DeploymentPlan.Change> changes() {
    List<DeploymentPlan.Change> changes = new ArrayList<>();
    before.forEach(
        (name, was) -> {
          Revision is = get(name);
          if (!is.object().equals(was.object())) {
            changes.add(new DeploymentPlan.Change(is.object(), was.desired(), is.desired()));
          }
        });
    return List.copyOf(changes);
  }

  private Revision get(String name) {
    Revision revision = all.get(name);
    if (revision == null) {
      throw new IllegalStateException("no ReplicaSet " + name);
    }
    return revision;
  }
}
