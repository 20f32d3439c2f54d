package io.quarterdeck.gateway.cache;

import io.quarterdeck.etcd.rpc.WatchResponse;

/** How far a watch of the state has come. Pure. */
final class Progress {
  private Progress() {}

  /**
   * The revision up to which everything has been sent. A response with events names in its header
   * how far the store is, which may be ahead of the events that follow in further responses.
   */
  static long of(WatchResponse response) {
    int events = response.getEventsCount();
    return events == 0
        ? response.getHeader().getRevision()
        : response.getEvents(events - 1).getKv().getModRevision();
  }
}
