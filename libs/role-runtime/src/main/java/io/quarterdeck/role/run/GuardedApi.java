package io.quarterdeck.role.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.ApiException;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.DeleteOptions;
import io.quarterdeck.role.PatchType;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Begins no write when this process does not lead, or when the term that asks for it is over. */
final class GuardedApi implements Api {
  private final Api api;
  private final BooleanSupplier leading;

  GuardedApi(Api api, BooleanSupplier leading) {
    this.api = api;
    this.leading = leading;
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
    return permitted().create(type, object, cause);
  }

  @Override
  public ApiObject update(ResourceType type, ApiObject object, Cause cause) {
    return permitted().update(type, object, cause);
  }

  @Override
  public ApiObject updateStatus(ResourceType type, ApiObject object, Cause cause) {
    return permitted().updateStatus(type, object, cause);
  }

  @Override
  public ApiObject patch(
      ResourceType type, ObjectKey key, PatchType patchType, JsonNode patch, Cause cause) {
    return permitted().patch(type, key, patchType, patch, cause);
  }

  @Override
  public ApiObject patchStatus(
      ResourceType type, ObjectKey key, PatchType patchType, JsonNode patch, Cause cause) {
    return permitted().patchStatus(type, key, patchType, patch, cause);
  }

  @Override
  public JsonNode post(
      ResourceType type, ObjectKey key, String subresource, JsonNode body, Cause cause) {
    return permitted().post(type, key, subresource, body, cause);
  }

  @Override
  public void delete(ResourceType type, ObjectKey key, DeleteOptions options, Cause cause) {
    permitted().delete(type, key, options, cause);
  }

  private Api permitted() {
    boolean may =
        WriteLog.CURRENT.isBound() ? WriteLog.CURRENT.get().mayWrite() : leading.getAsBoolean();
    if (!may) {
      throw new ApiException(0, "NotLeading", "this process does not lead");
    }
    return api;
  }
}
