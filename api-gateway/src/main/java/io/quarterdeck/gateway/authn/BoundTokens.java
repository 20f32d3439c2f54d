package io.quarterdeck.gateway.authn;

import io.quarterdeck.gateway.authn.ServiceAccountTokens.Claims;
import io.quarterdeck.gateway.cache.Caches;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.Resources;

/** Tokens end with the account and the pod that they are bound to. */
public final class BoundTokens {
  private final Caches caches;

  public BoundTokens(Caches caches) {
    this.caches = caches;
  }

  public boolean holds(Claims claims) {
    return exists(Resources.SERVICE_ACCOUNTS, claims, claims.account(), claims.accountUid())
        && (claims.pod().isEmpty()
            || exists(Resources.PODS, claims, claims.pod(), claims.podUid()));
  }

  private boolean exists(ResourceType type, Claims claims, String name, String uid) {
    return caches
        .of(type)
        .get(new ObjectKey(claims.namespace(), name))
        .filter(item -> item.uid().equals(uid))
        .isPresent();
  }
}
