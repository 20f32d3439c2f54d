package io.quarterdeck.controller.ownership;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.controller.selector.LabelSelector;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.ApiException;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.ObjectCache;
import io.quarterdeck.role.PatchType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Adopts and releases for owners of one resource. Nothing is adopted before the API has confirmed
 * that the owner is still the one that the cache shows and is not going away. Thread-safe.
 */
public final class Claimer {
  private final ObjectCache cache;
  private final Api api;
  private final ResourceType ownerType;
  private final ResourceType type;
  private final OrphanIndex orphans = new OrphanIndex();

  public Claimer(ObjectCache cache, Api api, ResourceType ownerType, ResourceType type) {
    this.cache = cache;
    this.api = api;
    this.ownerType = ownerType;
    this.type = type;
  }

  /**
   * What an owner has.
   *
   * @param changed whether something was adopted or released, so that the cache is behind
   */
  public record Result(List<ApiObject> owned, boolean changed) {}

  /** Takes note of a change; returns the owners that it concerns, or that may want to adopt. */
  public Collection<ObjectKey> see(
      ObjectKey key, Optional<ApiObject> before, Optional<ApiObject> after) {
    orphans.see(key, after);
    Set<ObjectKey> owners = new HashSet<>();
    before.flatMap(this::ownerOf).ifPresent(owners::add);
    after.flatMap(this::ownerOf).ifPresent(owners::add);
    after
        .filter(object -> object.controller().isEmpty())
        .ifPresent(orphan -> owners.addAll(selecting(orphan)));
    return owners;
  }

  private Optional<ObjectKey> ownerOf(ApiObject object) {
    return object
        .controller()
        .filter(each -> each.kind().equals(ownerType.kind()))
        .filter(each -> each.apiVersion().equals(ownerType.apiVersion()))
        .map(each -> new ObjectKey(object.namespace(), each.name()));
  }

  private List<ObjectKey> selecting(ApiObject orphan) {
    return cache.list(ownerType, orphan.namespace()).stream()
        .filter(
            owner ->
                LabelSelector.ofObject(owner.at("spec", "selector")).matchesObject(orphan.json()))
        .map(ApiObject::key)
        .toList();
  }

  public Result claim(ApiObject owner, LabelSelector selector, Cause cause) {
    Ownership.Claims claims = Ownership.claim(owner, selector, candidates(owner));
    boolean changed = false;
    if (!claims.adopt().isEmpty() && isConfirmed(owner)) {
      for (ApiObject orphan : claims.adopt()) {
        changed |= patch(orphan, Ownership.adoption(ownerType, owner, orphan), cause);
      }
    }
    for (ApiObject stray : claims.release()) {
      changed |= patch(stray, Ownership.withoutOwners(stray, List.of(owner.uid())), cause);
    }
    return new Result(claims.owned(), changed);
  }

  private List<ApiObject> candidates(ApiObject owner) {
    List<ApiObject> candidates = new ArrayList<>(cache.controlledBy(type, owner.uid()));
    for (ObjectKey key : orphans.in(owner.namespace())) {
      cache.get(type, key).filter(each -> each.controller().isEmpty()).ifPresent(candidates::add);
    }
    return candidates;
  }

  private boolean isConfirmed(ApiObject owner) {
    return api.get(ownerType, owner.key())
        .filter(live -> live.uid().equals(owner.uid()) && !live.isBeingDeleted())
        .isPresent();
  }

  private boolean patch(ApiObject object, JsonNode patch, Cause cause) {
    try {
      api.patch(type, object.key(), PatchType.MERGE, patch, cause);
      return true;
    } catch (ApiException e) {
      if (e.isNotFound()) {
        return false;
      }
      throw e;
    }
  }
}
