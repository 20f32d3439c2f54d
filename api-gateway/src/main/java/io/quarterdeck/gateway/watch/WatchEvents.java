package io.quarterdeck.gateway.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.cache.Event;
import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.content.Accepted;
import io.quarterdeck.gateway.http.Failure;
import io.quarterdeck.gateway.verb.Presenter;
import io.quarterdeck.gateway.verb.Selection;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.table.Tables.IncludeObject;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** Turns events into what one watcher gets. For one thread. */
final class WatchEvents {
  private final Kind kind;
  private final Selection selection;
  private final Accepted.Shape shape;
  private final IncludeObject included;
  private final Frames frames;
  private boolean columnsSent;

  /**
   * @param included what the rows of tables carry
   */
  WatchEvents(
      Kind kind, Selection selection, Accepted.Shape shape, IncludeObject included, Frames frames) {
    this.kind = kind;
    this.selection = selection;
    this.shape = shape;
    this.included = included;
    this.frames = frames;
  }

  /** An object that there was before the watch began. */
  Optional<Buffer> initial(Item item) {
    return selection.matches(item)
        ? Optional.of(frame("ADDED", item, item.revision()))
        : Optional.empty();
  }

  /**
   * A change; what begins or ceases to be selected by it looks to the watcher as if it came or
   * went.
   */
  Optional<Buffer> change(Event event) {
    Optional<Item> before = event.before().filter(selection::matches);
    Optional<Item> after = event.after().filter(selection::matches);
    if (after.isPresent()) {
      return Optional.of(
          frame(before.isPresent() ? "MODIFIED" : "ADDED", after.get(), event.revision()));
    }
    // The last state that the watcher has seen, as of the revision at which it left.
    return before.map(item -> frame("DELETED", item, event.revision()));
  }

  Buffer bookmark(long revision, boolean initialEnd) {
    ObjectNode object =
        Json.object().put("kind", kind.type().kind()).put("apiVersion", kind.type().apiVersion());
    ObjectNode metadata =
        object.putObject("metadata").put("resourceVersion", Long.toString(revision));
    if (initialEnd) {
      metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
    }
    return switch (shape) {
      case OBJECT -> frames.of("BOOKMARK", object);
      case PARTIAL -> frames.of("BOOKMARK", Presenter.partial(ApiObject.of(object)));
      case TABLE -> frames.of("BOOKMARK", table(ApiObject.of(object), revision));
    };
  }

  Buffer error(Failure failure) {
    return frames.of("ERROR", failure.status());
  }

  private Buffer frame(String type, Item item, long revision) {
    return switch (shape) {
      case OBJECT -> frames.whole(type, item, revision);
      case PARTIAL -> frames.partial(type, item, revision);
      case TABLE -> frames.of(type, table(ApiObject.parse(item.bytesAt(revision)), revision));
    };
  }

  /** The first table says what the columns are. */
  private ObjectNode table(ApiObject object, long revision) {
    ObjectNode table = Presenter.table(kind, object, included, revision);
    if (columnsSent) {
      table.putArray("columnDefinitions");
    }
    columnsSent = true;
    return table;
  }
}
