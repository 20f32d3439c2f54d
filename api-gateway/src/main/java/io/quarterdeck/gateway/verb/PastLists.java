package io.quarterdeck.gateway.verb;

import io.quarterdeck.etcd.mvcc.KeyValue;
import io.quarterdeck.etcd.rpc.RangeResponse;
import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.cache.Items;
import io.quarterdeck.gateway.store.StateClient;
import io.quarterdeck.gateway.verb.Presenter.ListFacts;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.state.api.StateKey;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Lists as of an earlier revision, from the store: further pages, and exact versions. */
@Singleton
public class PastLists {
  private static final long FETCH = 500;

  private final StateClient client;
  private final Items items;

  PastLists(StateClient client, Items items) {
    this.client = client;
    this.items = items;
  }

  /** What a resource's objects are sorted by. */
  static String order(ObjectKey key) {
    return key.namespace() + "/" + key.name();
  }

  private static ObjectKey key(String order) {
    int slash = order.indexOf('/');
    return new ObjectKey(order.substring(0, slash), order.substring(slash + 1));
  }

  /**
   * @param after the object behind which the page begins; empty for the first
   * @param limit 0 for no limit
   */
  Uni<ListPage> page(Kind kind, Selection selection, long revision, String after, long limit) {
    String prefix =
        selection.namespace().isEmpty()
            ? StateKey.prefix(kind.storedType())
            : StateKey.prefix(kind.storedType(), selection.namespace());
    String from = after.isEmpty() ? prefix : StateKey.of(kind.storedType(), key(after)) + "\0";
    return collect(new Walk(kind, selection, prefix, revision, limit), from, new ArrayList<>());
  }

  private record Walk(Kind kind, Selection selection, String prefix, long revision, long limit) {}

  private Uni<ListPage> collect(Walk walk, String from, List<Item> found) {
    long fetch =
        walk.limit() > 0 && walk.selection().isEverything()
            ? Math.min(FETCH, walk.limit() - found.size())
            : FETCH;
    return client
        .page(walk.prefix(), from, fetch, walk.revision())
        .flatMap(
            answer -> {
              for (int i = 0; i < answer.getKvsCount(); i++) {
                read(walk, answer.getKvs(i), found);
                if (walk.limit() > 0 && found.size() >= walk.limit()) {
                  return Uni.createFrom().item(full(walk, answer.getCount() - i - 1, found));
                }
              }
              return answer.getMore()
                  ? collect(walk, lastKey(answer) + "\0", found)
                  : Uni.createFrom()
                      .item(new ListPage(found, new ListFacts(walk.revision(), "", -1)));
            });
  }

  private void read(Walk walk, KeyValue kv, List<Item> found) {
    StateKey.parse(kv.getKey().toStringUtf8())
        .flatMap(key -> items.opened(walk.kind(), key.objectKey(), kv))
        .filter(walk.selection()::matches)
        .ifPresent(found::add);
  }

  /**
   * A page with as many objects as it may have.
   *
   * @param left how many keys follow; only where all are selected it is known how many of them
   *     count
   */
  private static ListPage full(Walk walk, long left, List<Item> found) {
    if (left == 0) {
      return new ListPage(found, new ListFacts(walk.revision(), "", -1));
    }
    String next = new ContinueToken(walk.revision(), order(found.getLast().key())).encode();
    long remaining = walk.selection().isEverything() ? left : -1;
    return new ListPage(found, new ListFacts(walk.revision(), next, remaining));
  }

  private static String lastKey(RangeResponse answer) {
    return answer.getKvs(answer.getKvsCount() - 1).getKey().toStringUtf8();
  }
}
