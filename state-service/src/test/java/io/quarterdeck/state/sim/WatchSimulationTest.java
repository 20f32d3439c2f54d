package io.quarterdeck.state.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.state.log.RecentCommits;
import io.quarterdeck.state.model.Change;
import io.quarterdeck.state.model.Commit;
import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.model.Origin;
import io.quarterdeck.state.watch.WatchEvent;
import io.quarterdeck.state.watch.WatchHub;
import io.quarterdeck.state.watch.WatchOptions;
import io.quarterdeck.state.watch.WatchSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a client is sent while its watches read their past. */
class WatchSimulationTest {
  private static final int SEVEN = 7;

  private final SimClock clock = new SimClock();
  private final SimDisk disk = new SimDisk(new Random(1), written -> {});
  private final Sent sent = new Sent();

  @Test
  void thePastOfACanceledWatchIsNotSentToOneThatTookItsId() {
    disk.commits().add(put(2, "a"));
    disk.commits().add(put(3, "b"));
    SimProcess process = new SimProcess(1, disk, clock);
    WatchHub.Client client =
        new WatchHub(process.store(), new RecentCommits(disk.newest(), 0), disk.history())
            .open(sent);

    client.create(SEVEN, all("a"), 2);
    runAll(process);
    client.cancel(SEVEN);
    client.create(SEVEN, all("b"), 3);
    runAll(process);
    assertThat(disk.canDeliver()).as("both pasts are on their way").isTrue();
    while (disk.canDeliver()) {
      disk.deliverOne();
      runAll(process);
    }

    assertThat(sent.lines)
        .containsExactly("created 7", "canceled 7", "created 7", "events 7 of b at 3");
  }

  private static void runAll(SimProcess process) {
    while (process.canRun()) {
      process.runOne();
    }
  }

  private static WatchOptions all(String key) {
    return new WatchOptions(KeyRange.of(key(key)), false, false, false, false, false);
  }

  private static Key key(String text) {
    return Key.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private Commit put(long revision, String key) {
    Entry entry = new Entry(key(key), new byte[0], revision, revision, 1, 0);
    return new Commit(
        revision,
        List.of(new Change(entry.key(), Optional.of(entry), Optional.empty())),
        new Origin("somebody", 0, ""),
        clock.instant());
  }

  /** Writes down what it is told. */
  private static final class Sent implements WatchSink {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void created(long watch, long revision) {
      lines.add("created " + watch);
    }

    @Override
    public void refused(long watch, long revision, String reason) {
      lines.add("refused " + watch + " " + reason);
    }

    @Override
    public void canceled(long watch, long revision) {
      lines.add("canceled " + watch);
    }

    @Override
    public void compacted(long watch, long compactRevision) {
      lines.add("compacted " + watch);
    }

    @Override
    public void events(long watch, WatchOptions options, List<WatchEvent> events, long revision) {
      events.forEach(
          event ->
              lines.add(
                  "events " + watch + " of " + event.change().key() + " at " + event.revision()));
    }

    @Override
    public void progress(long watch, long revision) {
      lines.add("progress " + watch);
    }

    @Override
    public boolean full() {
      return false;
    }
  }
}
