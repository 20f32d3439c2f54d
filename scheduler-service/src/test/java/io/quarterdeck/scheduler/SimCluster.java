package io.quarterdeck.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.bus.ObjectEvent;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.ApiException;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.DeleteOptions;
import io.quarterdeck.role.PatchType;
import io.quarterdeck.role.cache.ObjectChange;
import io.quarterdeck.scheduler.plan.NodeState;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Pods and nodes as they are, and the API that changes them, with faults: requests that fail before
 * they take effect, and answers that get lost after. It watches over what must never happen.
 */
final class SimCluster implements Api {
  private final Map<ResourceType, Map<String, ApiObject>> truth = new HashMap<>();
  private final Map<ResourceType, Queue<ObjectChange>> unseen = new HashMap<>();
  private final Map<String, Integer> bindings = new HashMap<>();
  private final Random random;
  private long revision;
  double faults;

  SimCluster(Random random) {
    this.random = random;
  }

  List<ApiObject> real(ResourceType type) {
    return List.copyOf(of(type).values());
  }

  ApiObject put(ResourceType type, ApiObject object) {
    ApiObject stored = object.copy();
    stored.json().withObject("/metadata").put("resourceVersion", Long.toString(++revision));
    ApiObject before = of(type).put(object.key().toString(), stored);
    note(type, object.key(), Optional.ofNullable(before), Optional.of(stored));
    return stored;
  }

  /** A namesake that was there is gone before. */
  void replace(ResourceType type, ApiObject object) {
    if (of(type).containsKey(object.key().toString())) {
      remove(type, object.key());
    }
    put(type, object);
  }

  void remove(ResourceType type, ObjectKey key) {
    revision++;
    note(type, key, Optional.ofNullable(of(type).remove(key.toString())), Optional.empty());
  }

  /** Tells of the next change of a resource that was not told yet; false when there is none. */
  boolean tell(ResourceType type, Consumer<ObjectChange> listener) {
    ObjectChange next = unseen.computeIfAbsent(type, _ -> new ArrayDeque<>()).poll();
    if (next != null) {
      listener.accept(next);
    }
    return next != null;
  }

  /** A node as it is, with the pods that are on it. */
  NodeState state(ApiObject node) {
    return NodeState.of(
        node,
        real(Resources.PODS).stream()
            .filter(pod -> pod.text("spec", "nodeName").equals(node.name()))
            .toList());
  }

  @Override
  public Optional<ApiObject> get(ResourceType type, ObjectKey key) {
    failSometimes(503);
    return Optional.ofNullable(of(type).get(key.toString())).map(ApiObject::copy);
  }

  @Override
  public JsonNode post(
      ResourceType type, ObjectKey key, String subresource, JsonNode body, Cause cause) {
    assertThat(subresource).isEqualTo("binding");
    failSometimes(503);
    ApiObject pod = current(key);
    if (!pod.uid().equals(body.path("metadata").path("uid").asText())) {
      throw new ApiException(409, "Conflict", "precondition failed: uid");
    }
    if (!pod.text("spec", "nodeName").isEmpty()) {
      throw new ApiException(409, "Conflict", "pod is already assigned to a node");
    }
    failSometimes(409);
    pod.json().withObject("/spec").put("nodeName", body.path("target").path("name").asText());
    put(Resources.PODS, pod);
    assertThat(bindings.merge(pod.uid(), 1, Integer::sum)).as("bindings of " + key).isOne();
    assertNoNodeIsOverCommitted();
    failSometimes(0);
    return Json.object().put("kind", "Status").put("status", "Success");
  }

  @Override
  public ApiObject patchStatus(
      ResourceType type, ObjectKey key, PatchType patchType, JsonNode patch, Cause cause) {
    failSometimes(503);
    ApiObject pod = current(key);
    pod.json().set("status", patch.path("status").deepCopy());
    return put(type, pod);
  }

  @Override
  public ApiObject create(ResourceType type, ApiObject object, Cause cause) {
    failSometimes(503);
    return object;
  }

  @Override
  public List<ApiObject> list(ResourceType type, String namespace, String labelSelector) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ApiObject update(ResourceType type, ApiObject object, Cause cause) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ApiObject updateStatus(ResourceType type, ApiObject object, Cause cause) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ApiObject patch(
      ResourceType type, ObjectKey key, PatchType patchType, JsonNode patch, Cause cause) {
    assertThat(type).as("what is patched other than by status").isEqualTo(Resources.EVENTS);
    failSometimes(503);
    return ApiObject.create(type, key);
  }

  @Override
  public void delete(ResourceType type, ObjectKey key, DeleteOptions options, Cause cause) {
    throw new UnsupportedOperationException();
  }

  private void assertNoNodeIsOverCommitted() {
    for (ApiObject node : real(Resources.NODES)) {
      NodeState state = state(node);
      state
          .requested()
          .forEach(
              (resource, amount) ->
                  assertThat(amount)
                      .as(resource + " of " + node.name())
                      .isLessThanOrEqualTo(state.allocatable().get(resource)));
    }
  }

  private ApiObject current(ObjectKey key) {
    ApiObject pod = of(Resources.PODS).get(key.toString());
    if (pod == null) {
      throw new ApiException(404, "NotFound", "pods \"" + key.name() + "\" not found");
    }
    return pod.copy();
  }

  private void failSometimes(int code) {
    if (random.nextDouble() < faults) {
      throw new ApiException(code, "Injected", "injected " + code);
    }
  }

  private void note(
      ResourceType type, ObjectKey key, Optional<ApiObject> before, Optional<ApiObject> after) {
    ObjectEvent.Position position = new ObjectEvent.Position(type.plural(), 0, revision);
    unseen
        .computeIfAbsent(type, _ -> new ArrayDeque<>())
        .add(new ObjectChange(type, key, before, after, revision, position));
  }

  private Map<String, ApiObject> of(ResourceType type) {
    return truth.computeIfAbsent(type, _ -> new TreeMap<>());
  }
}
