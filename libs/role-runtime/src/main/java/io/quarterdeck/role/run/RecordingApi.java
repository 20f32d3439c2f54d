package io.quarterdeck.role.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.DeleteOptions;
import io.quarterdeck.role.PatchType;
import io.quarterdeck.role.cache.BusObjectCache;
import java.util.List;
import java.util.Optional;

/** Notes each write in the {@link WriteLog} of the reconciliation that makes it. */
final class RecordingApi implements Api {
  private final Api api;
  private final BusObjectCache cache;

  RecordingApi(Api api, BusObjectCache cache) {
    this.api = api;
    this.cache = cache;
  }

  @Override
  public Optional<ApiObject> get(ResourceType type, ObjectKey key) {
    return api.get(type, key);
  }

  @Override
  public List<ApiObject> list(ResourceType type, String namespace, String labelSelector) {
    return api.list(type, namespace, labelSelector);
  }

  @Override
  public ApiObject create(ResourceType type, ApiObject object, Cause cause) {
    return note(type, api.create(type, object, cause));
  }

  @Override
  public ApiObject update(ResourceType type, ApiObject object, Cause cause) {
    return note(type, api.update(type, object, cause));
  }

  @Override
  public ApiObject updateStatus(ResourceType type, ApiObject object, Cause cause) {
    return note(type, api.updateStatus(type, object, cause));
  }

  @Override
  public ApiObject patch(
      ResourceType type, ObjectKey key, PatchType patchType, JsonNode patch, Cause cause) {
    return note(type, api.patch(type, key, patchType, patch, cause));
  }

  @Override
  public ApiObject patchStatus(
      ResourceType type, ObjectKey key, PatchType patchType, JsonNode patch, Cause cause) {
    return note(type, api.patchStatus(type, key, patchType, patch, cause));
  }

  @Override
  public JsonNode post(
      ResourceType type, ObjectKey key, String subresource, JsonNode body, Cause cause) {
    Optional<ApiObject> before =
        WriteLog.CURRENT.isBound() && cache.holds(type)
            ? cache.metadata(type, key)
            : Optional.empty();
    JsonNode answer = api.post(type, key, subresource, body, cause);
    // A bare Status tells of a change (a binding, an eviction) but not its revision; any other
    // answer is something of its own, such as a token.
    if (answer.path("kind").asText().equals("Status")) {
      before.ifPresent(object -> WriteLog.CURRENT.get().changed(type, key, object.revision()));
    }
    return answer;
  }

  @Override
  public void delete(ResourceType type, ObjectKey key, DeleteOptions options, Cause cause) {
    api.delete(type, key, options, cause);
    if (WriteLog.CURRENT.isBound() && cache.holds(type)) {
      String uid = options.uid();
      WriteLog.CURRENT.get().deleted(type, key, uid == null ? "" : uid);
    }
  }

  private ApiObject note(ResourceType type, ApiObject written) {
    if (WriteLog.CURRENT.isBound() && cache.holds(type)) {
      WriteLog.CURRENT.get().written(type, written.revision());
    }
    return written;
  }
}
