package io.quarterdeck.state.postgres;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Hibernate Reactive runs on a Vert.x context of its own; who calls it from here waits. */
final class HibernateCalls {
  private static final long TIMEOUT_S = 20;

  private HibernateCalls() {}

  static <T> T call(Vertx vertx, Supplier<Uni<T>> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    Context context = VertxContext.getOrCreateDuplicatedContext(vertx);
    VertxContextSafetyToggle.setContextSafe(context, true);
    context.runOnContext(
        start -> work.get().subscribe().with(done::complete, done::completeExceptionally));
    return done.orTimeout(TIMEOUT_S, TimeUnit.SECONDS).join();
  }
}
