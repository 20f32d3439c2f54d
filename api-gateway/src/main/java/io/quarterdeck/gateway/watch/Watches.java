package io.quarterdeck.gateway.watch;

import io.quarterdeck.gateway.cache.Caches;
import io.quarterdeck.gateway.cache.FreshReads;
import io.quarterdeck.gateway.cache.Replays;
import io.quarterdeck.gateway.config.GatewayConfig;
import io.quarterdeck.gateway.content.Accepted;
import io.quarterdeck.gateway.content.Accepted.Form;
import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.gateway.metrics.WatchMetrics;
import io.quarterdeck.gateway.protobuf.EncodedItems;
import io.quarterdeck.gateway.verb.Presenter;
import io.quarterdeck.gateway.verb.Selection;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.table.Tables.IncludeObject;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Begins watches. */
@Singleton
public class Watches {
  private final Vertx vertx;
  private final Caches caches;
  private final FreshReads fresh;
  private final Replays replays;
  private final GatewayConfig config;
  private final EncodedItems encoded;
  private final WatchMetrics metrics;

  Watches(
      Vertx vertx,
      Caches caches,
      FreshReads fresh,
      Replays replays,
      GatewayConfig config,
      EncodedItems encoded,
      WatchMetrics metrics) {
    this.vertx = vertx;
    this.caches = caches;
    this.fresh = fresh;
    this.replays = replays;
    this.config = config;
    this.encoded = encoded;
    this.metrics = metrics;
  }

  public Uni<Reply> watch(Call call, Kind kind) {
    Accepted accepted = Accepted.ofStream(call.headers().accept());
    Selection selection = Selection.of(kind, call.info(), call.query());
    WatchOptions options = WatchOptions.of(call.query(), ThreadLocalRandom.current());
    String namespace = selection.namespace();
    Watcher.Origin origin =
        new Watcher.Origin(
            namespace,
            caches.of(kind.type()),
            (after, reader) -> replays.begin(kind, namespace, after, reader));
    Frames frames =
        accepted.form() == Form.PROTOBUF ? new ProtobufFrames(encoded) : new JsonFrames();
    WatchEvents events =
        new WatchEvents(kind, selection, accepted.shape(), included(accepted, call), frames);
    Form form = accepted.form();
    return ready(kind, options)
        .map(
            revision ->
                reply(
                    call, form, to -> begin(origin, options, events, counted(to, kind), revision)));
  }

  /** Read before the watch begins, while it can still be refused. */
  private static IncludeObject included(Accepted accepted, Call call) {
    return accepted.shape() == Accepted.Shape.TABLE
        ? Presenter.included(call.query())
        : IncludeObject.NONE;
  }

  private static Reply reply(Call call, Form form, Consumer<Outlet> begin) {
    if (call.headers().wantsWebSocket()) {
      return new Reply.Handover(
          request ->
              request
                  .toWebSocket()
                  .onSuccess(socket -> begin.accept(new Outlet.WebSocket(socket, form)))
                  .mapEmpty());
    }
    return new Reply.Stream(response -> begin.accept(new ResponseOutlet(response, form)));
  }

  private void begin(
      Watcher.Origin origin,
      WatchOptions options,
      WatchEvents events,
      Outlet outlet,
      long revision) {
    new Watcher(vertx, origin, options, events, outlet, config.bookmarkInterval()).begin(revision);
  }

  private Outlet counted(Outlet outlet, Kind kind) {
    return new Outlet.Counted(outlet, metrics.of(kind.type()));
  }

  /** A watch that begins with objects begins when the cache is as new as it asks. */
  private Uni<Long> ready(Kind kind, WatchOptions options) {
    boolean fromNow = options.after().filter(each -> each == WatchOptions.FROM_NOW).isPresent();
    if (fromNow || (options.after().isEmpty() && options.freshest())) {
      return fresh.current(kind.type());
    }
    return fresh.atLeast(kind.type(), options.atLeast());
  }
}
