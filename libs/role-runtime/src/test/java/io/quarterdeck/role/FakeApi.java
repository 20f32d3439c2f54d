package io.quarterdeck.role;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Objects in memory with revisions and their preconditions; it can be slow and it can fail. */
public final class FakeApi implements Api {
  /** Runs before a call is answered. */
  public volatile Runnable meanwhile = () -> {};

  public volatile boolean failing;

  private final Map<String, ApiObject> objects = new ConcurrentHashMap<>();
  private final AtomicLong revision = new AtomicLong();

  @Override
  public Optional<ApiObject> get(ResourceType type, ObjectKey key) {
    answer();
    return Optional.ofNullable(objects.get(type.path(key))).map(ApiObject::copy);
  }

  @Override
  public List<ApiObject> list(ResourceType type, String namespace, String labelSelector) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ApiObject create(ResourceType type, ApiObject object, Cause cause) {
    answer();
    if (objects.containsKey(type.path(object.key()))) {
      throw new ApiException(409, "AlreadyExists", "already exists");
    }
    return put(type, object);
  }

  @Override
  public ApiObject update(ResourceType type, ApiObject object, Cause cause) {
    answer();
    ApiObject before = objects.get(type.path(object.key()));
    if (before == null) {
      throw new ApiException(404, "NotFound", "not found");
    }
    if (!before.resourceVersion().equals(object.resourceVersion())) {
      throw new ApiException(409, "Conflict", "the object has been modified");
    }
    return put(type, object);
  }

  @Override
  public ApiObject updateStatus(ResourceType type, ApiObject object, Cause cause) {
    return update(type, object, cause);
  }

  @Override
  public ApiObject patch(
      ResourceType type, ObjectKey key, PatchType patchType, JsonNode patch, Cause cause) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ApiObject patchStatus(
      ResourceType type, ObjectKey key, PatchType patchType, JsonNode patch, Cause cause) {
    throw new UnsupportedOperationException();
  }

  /** Touches the object and answers with a Status, as a binding does. */
  @Override
  public JsonNode post(
      ResourceType type, ObjectKey key, String subresource, JsonNode body, Cause cause) {
    put(type, get(type, key).orElseThrow());
    return Json.object().put("kind", "Status").put("status", "Success");
  }

  @Override
  public void delete(ResourceType type, ObjectKey key, DeleteOptions options, Cause cause) {
    answer();
    objects.remove(type.path(key));
  }

  private void answer() {
    meanwhile.run();
    if (failing) {
      throw new ApiException(503, "ServiceUnavailable", "not now");
    }
  }

  private ApiObject put(ResourceType type, ApiObject object) {
    ApiObject stored = object.copy();
    stored
        .json()
        .withObject("/metadata")
        .put("resourceVersion", Long.toString(revision.incrementAndGet()));
    objects.put(type.path(object.key()), stored);
    return stored.copy();
  }
}
