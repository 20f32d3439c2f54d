package io.quarterdeck.controller.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.controller.meta.Times;
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
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The API as far as preconditions, generations, status and deletion go, with faults: requests that
 * fail before they take effect, and answers that get lost after.
 */
final class SimApi implements Api {
  /** One version of an object after another, as the bus would carry it. */
  record Change(
      ResourceType type,
      ObjectKey key,
      Optional<ApiObject> before,
      Optional<ApiObject> after,
      long revision) {}

  private final Map<ResourceType, Map<ObjectKey, ApiObject>> stored = new HashMap<>();
  private final Random random;
  private final Supplier<Instant> now;
  private final Consumer<Change> bus;
  private long revision = 1;
  private long uids;
  double faults;

  SimApi(Random random, Supplier<Instant> now, Consumer<Change> bus) {
    this.random = random;
    this.now = now;
    this.bus = bus;
  }

  @Override
  public Optional<ApiObject> get(ResourceType type, ObjectKey key) {
    return Optional.ofNullable(of(type).get(key)).map(ApiObject::copy);
  }

  @Override
  public List<ApiObject> list(ResourceType type, String namespace, String labelSelector) {
    return of(type).values().stream()
        .filter(each -> namespace.isEmpty() || each.namespace().equals(namespace))
        .sorted(Comparator.comparing(ApiObject::name))
        .map(ApiObject::copy)
        .toList();
  }

  @Override
  public ApiObject create(ResourceType type, ApiObject object, Cause cause) {
    return faulty(
        () -> {
          if (of(type).containsKey(object.key())) {
            throw new ApiException(409, "AlreadyExists", object.key() + " already exists");
          }
          ApiObject made = ApiObject.parse(object.bytes());
          made.json()
              .withObject("/metadata")
              .put("uid", "uid-" + ++uids)
              .put("creationTimestamp", Times.seconds(now.get()))
              .put("generation", 1);
          return put(type, made);
        });
  }

  @Override
  public ApiObject update(ResourceType type, ApiObject object, Cause cause) {
    return faulty(
        () -> {
          ApiObject current = current(type, object.key(), object);
          ApiObject wanted = ApiObject.parse(object.bytes());
          if (current.at("status") instanceof ObjectNode status) {
            wanted.json().set("status", status.deepCopy());
          }
          return replace(type, current, wanted);
        });
  }

  @Override
  public ApiObject updateStatus(ResourceType type, ApiObject object, Cause cause) {
    return faulty(
        () -> {
          ApiObject wanted = current(type, object.key(), object).copy();
          wanted.json().set("status", ApiObject.parse(object.bytes()).at("status"));
          return replace(type, current(type, object.key(), object), wanted);
        });
  }

  @Override
  public ApiObject patch(
      ResourceType type, ObjectKey key, PatchType patchType, JsonNode patch, Cause cause) {
    return faulty(
        () -> {
          ApiObject current = current(type, key, ApiObject.of((ObjectNode) patch));
          ApiObject wanted = current.copy();
          merge(wanted.json(), patch);
          return replace(type, current, wanted);
        });
  }

  @Override
  public ApiObject patchStatus(
      ResourceType type, ObjectKey key, PatchType patchType, JsonNode patch, Cause cause) {
    return patch(type, key, patchType, patch, cause);
  }

  @Override
  public JsonNode post(
      ResourceType type, ObjectKey key, String subresource, JsonNode body, Cause cause) {
    throw new UnsupportedOperationException(subresource);
  }

  @Override
  public void delete(ResourceType type, ObjectKey key, DeleteOptions options, Cause cause) {
    faulty(
        () -> {
          ApiObject current = of(type).get(key);
          if (current == null) {
            return Boolean.FALSE;
          }
          check(current, options.uid(), options.resourceVersion());
          if (!current.isBeingDeleted()) {
            delete(type, current, String.valueOf(options.propagationPolicy()));
          }
          return Boolean.TRUE;
        });
  }

  private void delete(ResourceType type, ApiObject current, String propagation) {
    ApiObject going = current.copy();
    ObjectNode metadata = going.json().withObject("/metadata");
    metadata.put("deletionTimestamp", Times.seconds(now.get()));
    switch (propagation) {
      case "Foreground" -> metadata.withArrayProperty("finalizers").add("foregroundDeletion");
      case "Orphan" -> metadata.withArrayProperty("finalizers").add("orphan");
      default -> {}
    }
    if (type.equals(Resources.PODS) || !going.finalizers().isEmpty()) {
      put(type, going);
    } else {
      remove(type, current.key());
    }
  }

  /** The end of a Pod's grace period. */
  void remove(ResourceType type, ObjectKey key) {
    ApiObject before = of(type).remove(key);
    bus.accept(new Change(type, key, Optional.ofNullable(before), Optional.empty(), ++revision));
  }

  /** Writes without faults and preconditions, as other people's processes do. */
  void write(ResourceType type, ObjectKey key, Consumer<ObjectNode> change) {
    ApiObject current = current(type, key, ApiObject.of(Json.object()));
    ApiObject wanted = current.copy();
    change.accept(wanted.json());
    replace(type, current, wanted);
  }

  private <T> T faulty(Supplier<T> request) {
    if (random.nextDouble() < faults) {
      throw new ApiException("no connection", new IllegalStateException("injected"));
    }
    T answer = request.get();
    if (random.nextDouble() < faults) {
      throw new ApiException("answer lost", new IllegalStateException("injected"));
    }
    return answer;
  }

  private ApiObject current(ResourceType type, ObjectKey key, ApiObject conditions) {
    ApiObject current = of(type).get(key);
    if (current == null) {
      throw new ApiException(404, "NotFound", key + " not found");
    }
    check(current, conditions.uid(), conditions.resourceVersion());
    return current;
  }

  private static void check(ApiObject current, @Nullable String uid, @Nullable String version) {
    boolean other = uid != null && !uid.isEmpty() && !uid.equals(current.uid());
    boolean newer =
        version != null && !version.isEmpty() && !version.equals(current.resourceVersion());
    if (other || newer) {
      throw new ApiException(409, "Conflict", current.key() + " has been modified");
    }
  }

  private ApiObject replace(ResourceType type, ApiObject current, ApiObject wanted) {
    wanted.json().withObject("/metadata").put("resourceVersion", current.resourceVersion());
    if (ApiObject.parse(wanted.bytes()).equals(current)) {
      return current.copy();
    }
    if (wanted.isBeingDeleted()
        && wanted.finalizers().isEmpty()
        && !current.finalizers().isEmpty()) {
      remove(type, current.key());
      return wanted;
    }
    boolean respecified = !wanted.at("spec").equals(current.at("spec"));
    wanted
        .json()
        .withObject("/metadata")
        .put("generation", current.generation() + (respecified ? 1 : 0));
    return put(type, wanted);
  }

  private ApiObject put(ResourceType type, ApiObject object) {
    object.json().withObject("/metadata").put("resourceVersion", Long.toString(++revision));
    ApiObject kept = ApiObject.parse(object.bytes());
    Optional<ApiObject> before = Optional.ofNullable(of(type).put(kept.key(), kept));
    bus.accept(new Change(type, kept.key(), before, Optional.of(kept), revision));
    return kept.copy();
  }

  private static void merge(ObjectNode target, JsonNode patch) {
    patch
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isNull()) {
                target.remove(field.getKey());
              } else if (field.getValue().isObject()) {
                merge(target.withObjectProperty(field.getKey()), field.getValue());
              } else {
                target.set(field.getKey(), field.getValue().deepCopy());
              }
            });
  }

  private Map<ObjectKey, ApiObject> of(ResourceType type) {
    return stored.computeIfAbsent(type, _ -> new HashMap<>());
  }
}
