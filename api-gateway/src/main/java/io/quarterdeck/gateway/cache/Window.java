package io.quarterdeck.gateway.cache;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The recent events of a resource, oldest first, bounded by number and bytes. Not thread-safe: its
 * cache guards it.
 */
final class Window {
  private final ArrayDeque<Event> events = new ArrayDeque<>();
  private final int eventsMax;
  private final long bytesMax;
  private long bytes;

  /** Every event after this revision is in the window. */
  private long floor;

  Window(int eventsMax, long bytesMax) {
    this.eventsMax = eventsMax;
    this.bytesMax = bytesMax;
  }

  void reset(long revision) {
    events.clear();
    bytes = 0;
    floor = revision;
  }

  void add(Event event) {
    events.add(event);
    bytes += event.bytes();
    while (events.size() > eventsMax || (bytes > bytesMax && events.size() > 1)) {
      dropOldestRevision();
    }
  }

  /** A revision may hold several events; the floor lies between revisions only. */
  private void dropOldestRevision() {
    long oldest = events.getFirst().revision();
    while (!events.isEmpty() && events.getFirst().revision() == oldest) {
      bytes -= events.removeFirst().bytes();
    }
    floor = oldest;
  }

  /** The events after a revision; empty when some of them have left the window. */
  Optional<List<Event>> after(long revision) {
    if (revision < floor) {
      return Optional.empty();
    }
    List<Event> after = new ArrayList<>();
    for (var newest = events.descendingIterator(); newest.hasNext(); ) {
      Event event = newest.next();
      if (event.revision() <= revision) {
        break;
      }
      after.add(event);
    }
    return Optional.of(after.reversed());
  }
}
