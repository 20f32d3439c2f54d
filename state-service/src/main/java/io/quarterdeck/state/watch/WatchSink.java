package io.quarterdeck.state.watch;

import java.util.List;

/** Where a client's watches send to. Called on the deciding thread; does not block. */
public interface WatchSink {
  void created(long watch, long revision);

  void refused(long watch, long revision, String reason);

  void canceled(long watch, long revision);

  void compacted(long watch, long compactRevision);

  void events(long watch, WatchOptions options, List<WatchEvent> events, long revision);

  void progress(long watch, long revision);

  /** Whether so much is unsent that more should wait for {@link WatchStream#writable()}. */
  boolean full();
}
