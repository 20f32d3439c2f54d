package io.quarterdeck.role.run;

import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.OwnerReference;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.role.Reconciler;
import io.quarterdeck.role.cache.ObjectChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Says what a controller reacts to; {@link #reconcile} completes it. */
public final class ControllerBuilder {
  final String name;
  final List<Watch> watches = new ArrayList<>();
  Optional<Duration> resync = Optional.empty();
  int workers = 4;
  private final ControllerManager manager;

  ControllerBuilder(String name, ControllerManager manager) {
    this.name = name;
    this.manager = manager;
  }

  /** Every change of an object of this resource concerns the object itself. */
  public ControllerBuilder watches(ResourceType type) {
    return watches(type, change -> List.of(change.key()));
  }

  public ControllerBuilder watches(
      ResourceType type, Function<ObjectChange, Collection<ObjectKey>> keys) {
    watches.add(new Watch(type, Watch.Needs.WHOLE_OBJECTS, keys));
    return this;
  }

  /** As {@link #watches}; the changes may show no more than identities, owners and finalizers. */
  public ControllerBuilder watchesMetadata(
      ResourceType type, Function<ObjectChange, Collection<ObjectKey>> keys) {
    watches.add(new Watch(type, Watch.Needs.METADATA, keys));
    return this;
  }

  /** A change concerns the object that controls (or controlled) the changed one. */
  public ControllerBuilder watchesControlled(ResourceType type, ResourceType controller) {
    return watches(
        type,
        change -> {
          List<ObjectKey> keys = new ArrayList<>();
          change
              .before()
              .ifPresent(
                  object ->
                      addController(keys, object.controller(), object.namespace(), controller));
          change
              .after()
              .ifPresent(
                  object ->
                      addController(keys, object.controller(), object.namespace(), controller));
          return keys;
        });
  }

  /** Looks at a key again this long after it was last done, even when nothing changed. */
  public ControllerBuilder resyncEvery(Duration every) {
    resync = Optional.of(every);
    return this;
  }

  /** How many keys are worked on at once. */
  public ControllerBuilder workers(int count) {
    workers = count;
    return this;
  }

  public Controller reconcile(Reconciler reconciler) {
    return manager.add(this, reconciler);
  }

  private static void addController(
      List<ObjectKey> keys,
      Optional<OwnerReference> owner,
      String namespace,
      ResourceType controller) {
    owner
        .filter(each -> each.kind().equals(controller.kind()))
        .filter(
            each -> each.apiVersion().split("/")[0].equals(controller.apiVersion().split("/")[0]))
        .ifPresent(
            each -> keys.add(new ObjectKey(controller.namespaced() ? namespace : "", each.name())));
  }
}
