package io.quarterdeck.gateway.verb;

import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.model.kind.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells patches that say what to do from those that say what shall be. */
@ApplicationScoped
public class Patches {
  private final Updates updates;
  private final Applying applying;

  Patches(Updates updates, Applying applying) {
    this.updates = updates;
    this.applying = applying;
  }

  public Uni<Reply> patch(Call call, Kind kind, Part part) {
    return AppliedConfiguration.isIn(call)
        ? applying.apply(call, kind, part)
        : updates.patch(call, kind, part);
  }
}
