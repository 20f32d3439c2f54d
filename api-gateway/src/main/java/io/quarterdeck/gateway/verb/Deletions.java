package io.quarterdeck.gateway.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.allocation.ServiceAllocation;
import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.content.Accepted;
import io.quarterdeck.gateway.content.Render;
import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failure;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.gateway.verb.Presenter.ListFacts;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.kind.Kind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Deletes one object or all that are selected. */
@Singleton
public class Deletions {
  private static final int AT_ONCE = 16;
  private static final Set<String> PERMANENT = Set.of("default", "kube-system", "kube-public");

  /** Kinds whose deletion answers with the object, and not with a Status, as ever. */
  private static final Set<ResourceType> ANSWERED_WITH_OBJECT =
      Set.of(Resources.PODS, Resources.SERVICES, Resources.SERVICE_ACCOUNTS);

  private final ObjectWriter writer;
  private final ServiceAllocation allocation;
  private final Reads reads;

  Deletions(ObjectWriter writer, ServiceAllocation allocation, Reads reads) {
    this.writer = writer;
    this.allocation = allocation;
    this.reads = reads;
  }

  public Uni<Reply> delete(Call call, Kind kind) {
    Accepted accepted = Accepted.of(call.headers().accept());
    DeleteOptions options = DeleteOptions.of(call);
    ObjectKey key = Incoming.key(call.info());
    if (kind.type().equals(Resources.NAMESPACES) && PERMANENT.contains(key.name())) {
      throw Failures.forbidden(kind.type(), key.name(), "this namespace may not be deleted");
    }
    return delete(call, kind, key, options)
        .map(
            result ->
                result.removed() && !ANSWERED_WITH_OBJECT.contains(kind.type())
                    ? Render.reply(200, accepted.form(), gone(kind, result))
                    : Presenter.one(200, accepted, call.query(), kind, result.object()));
  }

  private Uni<Result> delete(Call call, Kind kind, ObjectKey key, DeleteOptions options) {
    ObjectWriter.Target target =
        new ObjectWriter.Target(kind, key, call.origin(), options.dryRun());
    return writer.change(
        target,
        current ->
            switch (Deletion.decide(kind, current, options, Instant.now())) {
              case Decision.Remove remove ->
                  new Decision.Remove(remove.last(), allocation.release(kind, remove.last()));
              case Decision other -> other;
            });
  }

  public Uni<Reply> deleteAll(Call call, Kind kind) {
    Accepted accepted = Accepted.of(call.headers().accept());
    ListOptions.requireSenseOfList(call.query());
    DeleteOptions options = DeleteOptions.of(call);
    Selection selection = Selection.of(kind, call.info(), call.query());
    return reads
        .selected(kind, selection)
        .flatMap(
            items ->
                Multi.createFrom()
                    .iterable(items)
                    .onItem()
                    .transformToUni(item -> deleteOne(call, kind, item, options))
                    .merge(AT_ONCE)
                    .collect()
                    .asList()
                    .map(ignored -> deleted(accepted, call, kind, items)));
  }

  private Uni<Void> deleteOne(Call call, Kind kind, Item item, DeleteOptions options) {
    return delete(call, kind, item.key(), options)
        .replaceWithVoid()
        .onFailure(failure -> failure instanceof Failure known && known.isNotFound())
        .recoverWithNull();
  }

  private static Reply deleted(Accepted accepted, Call call, Kind kind, List<Item> items) {
    long revision = items.stream().mapToLong(Item::revision).max().orElse(1);
    return Presenter.list(accepted, call.query(), kind, items, new ListFacts(revision, "", -1));
  }

  private static ObjectNode gone(Kind kind, Result result) {
    ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    ObjectNode details =
        status.put("status", "Success").putObject("details").put("name", result.object().name());
    if (!kind.type().group().isEmpty()) {
      details.put("group", kind.type().group());
    }
    details.put("kind", kind.type().plural()).put("uid", result.object().uid());
    return status;
  }
}
