package io.quarterdeck.gateway.component;

import io.quarterdeck.gateway.cache.Caches;
import io.quarterdeck.gateway.cache.FreshReads;
import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.content.Accepted;
import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.gateway.verb.Presenter;
import io.quarterdeck.gateway.verb.Selection;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.kind.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Get and list of ComponentStatus: nothing of it is stored, each request looks anew. */
@Singleton
public class ComponentStatuses {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final String DEPRECATED = "v1 ComponentStatus is deprecated in v1.19+";

  private final Caches caches;
  private final FreshReads fresh;

  ComponentStatuses(Caches caches, FreshReads fresh) {
    this.caches = caches;
    this.fresh = fresh;
  }

  public Uni<Reply> get(Call call, Kind kind) {
    Accepted accepted = Accepted.of(call.headers().accept());
    call.warn(List.of(DEPRECATED));
    String name = call.info().name();
    return all()
        .map(
            all ->
                all.stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> Failures.notFound(kind.type(), name)))
        .map(found -> Presenter.one(200, accepted, call.query(), kind, found));
  }

  public Uni<Reply> list(Call call, Kind kind) {
    Accepted accepted = Accepted.of(call.headers().accept());
    Selection selection = Selection.of(kind, call.info(), call.query());
    call.warn(List.of(DEPRECATED));
    return all()
        .map(all -> all.stream().filter(each -> selection.matches(kind, each)).toList())
        .map(selected -> Presenter.unstored(accepted, call.query(), kind, selected));
  }

  /** The read of the leases is the question to the store, too. */
  private Uni<List<ApiObject>> all() {
    return fresh
        .current(Resources.LEASES)
        .map(revision -> Optional.<String>empty())
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .onFailure()
        .recoverWithItem(
            failure -> Optional.of("the store does not answer: " + failure.getMessage()))
        .map(
            store ->
                ComponentHealth.of(
                    key -> caches.of(Resources.LEASES).get(key).map(Item::object),
                    store,
                    Instant.now()));
  }
}
