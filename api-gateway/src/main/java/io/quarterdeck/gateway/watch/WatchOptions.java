package io.quarterdeck.gateway.watch;

import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.request.Query;
import io.quarterdeck.gateway.verb.ListOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Where a watch begins and when it ends.
 *
 * @param after the revision behind which events are wanted; empty to begin with all objects
 * @param atLeast how new the objects must be with which it begins; 0 for whatever there is
 * @param marksInitialEnd whether a bookmark says when the objects that it begins with are complete
 */
record WatchOptions(
    Optional<Long> after,
    long atLeast,
    boolean freshest,
    boolean bookmarks,
    boolean marksInitialEnd,
    Duration timeout) {
  private static final long TIMEOUT_MIN_SECONDS = 1800;

  /** As long as a timer can wait, which is decades. */
  private static final long TIMEOUT_MAX_SECONDS = Integer.MAX_VALUE;

  static WatchOptions of(Query query, RandomGenerator random) {
    ListOptions.requireSenseOfWatch(query);
    boolean bookmarks = query.isTrue("allowWatchBookmarks");
    String version = query.text("resourceVersion");
    Optional<Boolean> initial = query.flag("sendInitialEvents");
    long number = version.isEmpty() ? 0 : number(version);
    boolean legacy = initial.isEmpty() && number == 0;
    boolean begins = initial.orElse(legacy);
    return new WatchOptions(
            begins || number == 0 ? Optional.empty() : Optional.of(number),
            begins ? number : 0,
            version.isEmpty(),
            bookmarks,
            begins && bookmarks,
            timeout(query, random))
        .withoutObjects(!begins && number == 0);
  }

  /** A watch from now on, without the objects that there are, begins behind the newest revision. */
  private WatchOptions withoutObjects(boolean without) {
    return without
        ? new WatchOptions(Optional.of(FROM_NOW), 0, freshest, bookmarks, marksInitialEnd, timeout)
        : this;
  }

  /** Stands for the revision that is the newest when the watch begins. */
  static final long FROM_NOW = -1;

  private static Duration timeout(Query query, RandomGenerator random) {
    long stated = query.number("timeoutSeconds").orElse(0);
    long seconds = stated > 0 ? stated : TIMEOUT_MIN_SECONDS + random.nextLong(TIMEOUT_MIN_SECONDS);
    return Duration.ofSeconds(Math.min(seconds, TIMEOUT_MAX_SECONDS));
  }

  private static long number(String version) {
    try {
      return Long.parseUnsignedLong(version);
    } catch (NumberFormatException e) {
      throw Failures.badRequest(
          "resourceVersion: Invalid value: \""
              + version
              + "\": strconv.ParseUint: parsing \""
              + version
              + "\": invalid syntax");
    }
  }
}
