package io.quarterdeck.controller.namespace;

import io.quarterdeck.controller.discovery.Discovery;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.ApiException;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.DeleteOptions;
import io.quarterdeck.role.ObjectCache;
import io.quarterdeck.role.Reconciler;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Empties Namespaces that are being deleted and lets them go. What is in them it asks the API and
 * not the cache: a resource that the cache does not hold would be left behind unseen.
 */
public final class NamespaceController implements Reconciler {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final ObjectCache cache;
  private final Api api;
  private final Discovery discovery;
  private final Clock clock;

  public NamespaceController(ObjectCache cache, Api api, Discovery discovery, Clock clock) {
    this.cache = cache;
    this.api = api;
    this.discovery = discovery;
    this.clock = clock;
  }

  @Override
  public Outcome reconcile(ObjectKey key, Cause cause) {
    boolean going =
        cache.get(Resources.NAMESPACES, key).filter(ApiObject::isBeingDeleted).isPresent();
    Optional<ApiObject> live =
        going ? api.get(Resources.NAMESPACES, key) : Optional.<ApiObject>empty();
    if (live.filter(ApiObject::isBeingDeleted).filter(NamespacePlanner::isHeld).isEmpty()) {
      return Outcome.DONE;
    }
    ApiObject namespace = live.get();
    NamespacePlan plan = NamespacePlanner.plan(namespace, contents(key.name()), clock.instant());
    plan.delete().forEach(each -> delete(each, cause));
    if (plan.finished()) {
      discovery.finalizeNamespace(NamespacePlanner.released(namespace), cause);
      return Outcome.DONE;
    }
    if (plan.status().isPresent()) {
      ApiObject changed = namespace.copy();
      changed.json().set("status", plan.status().get());
      api.updateStatus(Resources.NAMESPACES, changed, cause);
    }
    return new Outcome.Again(LOOK_AGAIN);
  }

  private List<Content> contents(String namespace) {
    List<Content> contents = new ArrayList<>();
    for (ResourceType type : discovery.types()) {
      if (type.namespaced()) {
        api.list(type, namespace, "").forEach(each -> contents.add(new Content(type, each)));
      }
    }
    return contents;
  }

  private void delete(Content content, Cause cause) {
    try {
      api.delete(
          content.type(),
          content.object().key(),
          DeleteOptions.ofUid(content.object().uid()).withPropagation("Background"),
          cause);
    } catch (ApiException e) {
      if (!e.isConflict()) {
        throw e;
      }
    }
  }
}
