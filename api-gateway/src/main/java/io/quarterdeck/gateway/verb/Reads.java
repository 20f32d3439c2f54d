package io.quarterdeck.gateway.verb;

import io.quarterdeck.gateway.cache.Caches;
import io.quarterdeck.gateway.cache.FreshReads;
import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.cache.ResourceCache;
import io.quarterdeck.gateway.cache.Unopened;
import io.quarterdeck.gateway.content.Accepted;
import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failure;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.gateway.request.Query;
import io.quarterdeck.gateway.verb.Presenter.ListFacts;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.kind.Kind;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Get and list: from the cache, as fresh as the request asks. */
@Singleton
public class Reads {
  private final Caches caches;
  private final FreshReads fresh;
  private final PastLists past;
  private final Unopened unopened;

  Reads(Caches caches, FreshReads fresh, PastLists past, Unopened unopened) {
    this.caches = caches;
    this.fresh = fresh;
    this.past = past;
    this.unopened = unopened;
  }

  public Uni<Reply> get(Call call, Kind kind) {
    Accepted accepted = Accepted.of(call.headers().accept());
    return find(call, kind).map(item -> Presenter.one(accepted, call.query(), kind, item));
  }

  /** The object that the request names, as fresh as it asks. */
  public Uni<Item> find(Call call, Kind kind) {
    ObjectKey key = Incoming.key(call.info());
    return asFreshAs(kind, call.query())
        .map(
            revision ->
                caches
                    .of(kind.type())
                    .get(key)
                    .orElseThrow(() -> unopened.absent(kind.type(), key)));
  }

  public Uni<Reply> list(Call call, Kind kind) {
    Query query = call.query();
    Selection selection = Selection.of(kind, call.info(), query);
    long limit = query.number("limit").orElse(0);
    String token = query.text("continue");
    String match = query.text("resourceVersionMatch");
    requireSense(query, token);
    if (!token.isEmpty()) {
      return shown(call, kind, further(kind, selection, ContinueToken.decode(token), limit));
    }
    // A page as of a revision is exactly as of that one, also where nobody says so.
    if (match.equals("Exact") || (match.isEmpty() && limit > 0 && isStated(query))) {
      long version = version(query);
      return shown(
          call,
          kind,
          fresh
              .atLeast(kind.type(), version)
              .flatMap(reached -> past.page(kind, selection, version, "", limit)));
    }
    return shown(
        call,
        kind,
        asFreshAs(kind, query).map(revision -> current(kind, selection, revision, limit)));
  }

  /** What is more than a concatenation of bytes is written on a thread that may be busy. */
  private static Uni<Reply> shown(Call call, Kind kind, Uni<ListPage> found) {
    Accepted accepted = Accepted.of(call.headers().accept());
    Uni<ListPage> page =
        accepted.equals(Accepted.PLAIN)
            ? found
            : found.emitOn(Infrastructure.getDefaultWorkerPool());
    return page.map(
        each -> Presenter.list(accepted, call.query(), kind, each.items(), each.facts()));
  }

  private Uni<ListPage> further(Kind kind, Selection selection, ContinueToken token, long limit) {
    Uni<Long> revision =
        token.isAtNewest() ? fresh.current(kind.type()) : Uni.createFrom().item(token.revision());
    return revision
        .flatMap(at -> past.page(kind, selection, at, token.after(), limit))
        .onFailure(failure -> failure instanceof Failure known && known.isExpired())
        .transform(ignored -> Failures.expiredToken(token.atNewest().encode()));
  }

  /** All objects that are selected, as of now. */
  public Uni<List<Item>> selected(Kind kind, Selection selection) {
    return fresh
        .current(kind.type())
        .map(revision -> current(kind, selection, revision, 0).items());
  }

  private ListPage current(Kind kind, Selection selection, long revision, long limit) {
    ResourceCache.Snapshot snapshot = caches.of(kind.type()).snapshot(selection.namespace());
    long at = Math.max(Math.max(revision, snapshot.revision()), 1);
    List<Item> page = new ArrayList<>();
    long remaining = 0;
    for (Item item : snapshot.items()) {
      if (!selection.matches(item)) {
        continue;
      }
      if (limit > 0 && page.size() >= limit) {
        remaining++;
      } else {
        page.add(item);
      }
    }
    String next =
        remaining == 0 ? "" : new ContinueToken(at, PastLists.order(page.getLast().key())).encode();
    // With a selector the number would have to be counted again for each page.
    return new ListPage(page, new ListFacts(at, next, selection.isEverything() ? remaining : -1));
  }

  private Uni<Long> asFreshAs(Kind kind, Query query) {
    String version = query.text("resourceVersion");
    return switch (version) {
      case "" -> fresh.current(kind.type());
      case "0" -> fresh.atLeast(kind.type(), 0);
      default -> fresh.atLeast(kind.type(), version(query));
    };
  }

  static long version(Query query) {
    String text = query.text("resourceVersion");
    try {
      long version = Long.parseLong(text);
      if (version >= 0) {
        return version;
      }
    } catch (NumberFormatException e) {
      // Answered below.
    }
    throw Failures.badRequest(
        "resourceVersion: Invalid value: \""
            + text
            + "\": strconv.ParseUint: parsing \""
            + text
            + "\": invalid syntax");
  }

  private static void requireSense(Query query, String token) {
    ListOptions.requireSenseOfList(query);
    if (isStated(query) && !token.isEmpty()) {
      throw Failures.badRequest("specifying resource version is not allowed when using continue");
    }
  }

  private static boolean isStated(Query query) {
    String version = query.text("resourceVersion");
    return !version.isEmpty() && !version.equals("0");
  }
}
