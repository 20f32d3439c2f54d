package io.quarterdeck.gateway.cache;

import io.quarterdeck.etcd.rpc.WatchResponse;
import io.quarterdeck.gateway.store.PacedWatch;
import io.quarterdeck.model.kind.Kind;
import java.util.List;

/**
 * What happened to a resource after a revision, out of the store's history, page by page. It never
 * ends by itself: whoever reads it stops when the cache's window has what follows.
 */
public final class Replay {
  /** Who reads it; called on a thread that must not be held up. */
  public interface Reader {
    /**
     * A page of events, possibly none.
     *
     * @param upTo the revision up to which nothing is missing
     */
    void page(List<Event> events, long upTo);

    /** The history no longer goes back to where the replay should begin. */
    void compacted();

    void broken(Throwable failure);
  }

  private final PacedWatch watch;

  Replay(PacedWatch watch) {
    this.watch = watch;
  }

  /** Asks for the page behind the one that was read; the first comes without being asked for. */
  public void next() {
    watch.next();
  }

  public void stop() {
    watch.cancel();
  }

  /** Turns the store's responses into pages. */
  record Pages(Kind kind, Items items, Reader reader) implements PacedWatch.Listener {
    @Override
    public void response(WatchResponse response) {
      if (response.getCanceled()) {
        cancelled(response);
      } else if (!response.getCreated()) {
        List<Event> events = items.events(kind, response.getEventsList());
        reader.page(events, Progress.of(response));
      }
    }

    @Override
    public void broken(Throwable failure) {
      reader.broken(failure);
    }

    private void cancelled(WatchResponse response) {
      if (response.getCompactRevision() > 0) {
        reader.compacted();
      } else {
        reader.broken(new IllegalStateException(response.getCancelReason()));
      }
    }
  }
}
