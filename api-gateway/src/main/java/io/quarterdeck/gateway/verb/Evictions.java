package io.quarterdeck.gateway.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.quarterdeck.gateway.cache.Caches;
import io.quarterdeck.gateway.cache.FreshReads;
import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.content.Accepted;
import io.quarterdeck.gateway.content.Bodies;
import io.quarterdeck.gateway.content.Render;
import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failure;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.gateway.secret.StoredForm;
import io.quarterdeck.gateway.store.Change;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.schema.Schema;
import io.quarterdeck.model.schema.Schemas;
import io.quarterdeck.state.api.StateKey;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The subresource {@code eviction} of a pod: a deletion that its disruption budget may refuse. What
 * it costs the budget is written with the deletion or not at all.
 */
@Singleton
public class Evictions {
  private static final String API_VERSION = "policy/v1";
  private static final String KIND = "Eviction";
  private static final int CREATED = 201;
  private static final int CONFLICT_SECONDS = 10;

  private final ObjectWriter writer;
  private final Caches caches;
  private final FreshReads fresh;
  private final StoredForm form;

  Evictions(ObjectWriter writer, Caches caches, FreshReads fresh, StoredForm form) {
    this.writer = writer;
    this.caches = caches;
    this.fresh = fresh;
    this.form = form;
  }

  public Uni<Reply> create(Call call, Kind kind) {
    Accepted accepted = Accepted.of(call.headers().accept());
    ApiObject eviction = ApiObject.of(Bodies.read(call, API_VERSION, KIND, schema()).object());
    if (!eviction.name().equals(call.info().name())) {
      throw Failures.badRequest("name in URL does not match name in Eviction object");
    }
    Incoming.requirePlace(eviction, call.info());
    DeleteOptions options = DeleteOptions.of(call, eviction.at("deleteOptions"));
    ObjectKey key = Incoming.key(call.info());
    ObjectWriter.Target target =
        new ObjectWriter.Target(kind, key, call.origin(), options.dryRun());
    // A budget that was written a moment ago counts.
    return fresh
        .current(Resources.DISRUPTION_BUDGETS)
        .flatMap(now -> writer.change(target, pod -> evict(kind, pod, options, Instant.now())))
        .onFailure(failure -> isContended(failure, options))
        .transform(failure -> contended())
        .map(result -> Render.reply(CREATED, accepted.form(), success()));
  }

  private static Schema schema() {
    return Schemas.builtIn()
        .definition("io.k8s.api.policy.v1.Eviction")
        .orElseThrow(() -> new IllegalStateException("the schema of Eviction is missing"));
  }

  private Decision evict(Kind kind, ApiObject pod, DeleteOptions options, Instant now) {
    List<Item> items = caches.of(Resources.DISRUPTION_BUDGETS).snapshot(pod.namespace()).items();
    Optional<ApiObject> spent =
        DisruptionBudgets.spend(pod, items.stream().map(Item::object).toList(), now);
    List<Change> along = spent.map(budget -> List.of(replaced(items, budget))).orElse(List.of());
    return switch (Deletion.decide(kind, EvictedPod.of(pod, now), options, now)) {
      case Decision.Keep keep -> keep;
      case Decision.Put put -> new Decision.Put(put.next(), along);
      case Decision.Remove remove -> new Decision.Remove(remove.last(), along);
    };
  }

  private Change replaced(List<Item> items, ApiObject budget) {
    long revision =
        items.stream()
            .filter(each -> each.key().equals(budget.key()))
            .mapToLong(Item::revision)
            .findFirst()
            .orElseThrow();
    return new Change.Replace(
        StateKey.of(Resources.DISRUPTION_BUDGETS, budget.key()).toString(),
        ByteString.copyFrom(form.of(Resources.DISRUPTION_BUDGETS, budget)),
        revision);
  }

  /** Many that evict at once, none of which said which version it means. */
  private static boolean isContended(Throwable failure, DeleteOptions options) {
    return failure instanceof Failure known
        && known.isConflict()
        && options.uid().isEmpty()
        && options.resourceVersion().isEmpty();
  }

  private static Failure contended() {
    return Failures.budgetExhausted(
        "The disruption budget is changed by others.", CONFLICT_SECONDS);
  }

  private static ObjectNode success() {
    ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    return status.put("status", "Success");
  }
}
