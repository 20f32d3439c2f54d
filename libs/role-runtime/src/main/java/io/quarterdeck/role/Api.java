package io.quarterdeck.role;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import java.util.List;
import java.util.Optional;

/**
 * The Kubernetes API as a role uses it: blocking, for virtual threads. Every failure is an {@link
 * ApiException}. Roles read from the {@link ObjectCache} and come here to write, and to make sure
 * before they delete.
 */
public interface Api {
  Optional<ApiObject> get(ResourceType type, ObjectKey key);

  /**
   * A live list: for what is not on the bus, and for confirmation; {@code namespace} empty: all.
   */
  List<ApiObject> list(ResourceType type, String namespace, String labelSelector);

  ApiObject create(ResourceType type, ApiObject object, Cause cause);

  /** Replaces the object; its resourceVersion, when set, is the precondition. */
  ApiObject update(ResourceType type, ApiObject object, Cause cause);

  ApiObject updateStatus(ResourceType type, ApiObject object, Cause cause);

  ApiObject patch(
      ResourceType type, ObjectKey key, PatchType patchType, JsonNode patch, Cause cause);

  ApiObject patchStatus(
      ResourceType type, ObjectKey key, PatchType patchType, JsonNode patch, Cause cause);

  /** Posts to a subresource: {@code pods/binding}, {@code serviceaccounts/token} and their like. */
  JsonNode post(ResourceType type, ObjectKey key, String subresource, JsonNode body, Cause cause);

  /** Deletes; an object that is already gone is no error. */
  void delete(ResourceType type, ObjectKey key, DeleteOptions options, Cause cause);
}
