package io.quarterdeck.gateway.verb;

import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.model.kind.Kind;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;

/** Tells patches that say what to do from those that say what shall be. */
@Singleton
public class Patches {
  private final Updates updates;
  private final Applying applying;

  Patches(Updates updates, Applying applying) {
    this.updates = updates;
    this.applying = applying;
  }

  /** On a thread that may be busy: a small patch of a large object takes its time. */
  public Uni<Reply> patch(Call call, Kind kind, Part part) {
    return Uni.createFrom()
        .deferred(
            () ->
                AppliedConfiguration.isIn(call)
                    ? applying.apply(call, kind, part)
                    : updates.patch(call, kind, part))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }
}
