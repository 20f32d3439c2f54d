package io.quarterdeck.state.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarterdeck.state.core.Index;
import io.quarterdeck.state.core.Slice;
import io.quarterdeck.state.log.CommitLog;
import io.quarterdeck.state.log.History;
import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.model.Lease;
import io.quarterdeck.state.quota.HeapShare;
import io.quarterdeck.state.quota.StateTooLargeException;
import io.quarterdeck.testkit.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A standby beside a leader that folds history as fast as it writes it. */
@ExtendWith(TestStores.class)
class FollowerTest {
  private static final KeyRange EVERYTHING = KeyRange.from(Key.of(new byte[0]));
  private static final long EPOCH = 1;
  private static int schemas;

  private TestDatabase database;
  private ModelHistory model;
  private HistoryFold fold;
  private int foldsAhead;
  private Follower follower;

  @BeforeEach
  void open(TestStores stores) {
    database = TestDatabase.open(stores, "follower_" + schemas++);
    database.rows("update leader set epoch = 1");
    Partitions ahead = new Partitions(database.pool(), new PartitionWidth(Duration.ofHours(1), 40));
    CommitLog log = new PgCommitLog(database.pool(), ahead, "test", Duration.ofSeconds(30));
    model = new ModelHistory(new Random(7), log, List.of("/registry/core/pods/default/"));
    fold = new HistoryFold(new Steps(database.pool()), 1_000);
    follower = follower(HeapShare.ofThisProcess());
    model.write(EPOCH, 30);
  }

  private Follower follower(HeapShare share) {
    History history = new FoldedMeanwhile(new PgHistory(database.pool()));
    return new Follower(database.pool(), history, share);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void loadsAgainWhenHistoryWasFoldedMeanwhile() {
    foldsAhead = 1;
    assertThat(follower.catchUp()).isTrue();
    assertThat(follower.revision()).isEqualTo(model.revision());
    model.write(EPOCH, 10);
    assertThat(follower.catchUp()).isTrue();
    assertStateTakenOver();
  }

  @Test
  void comesBackToItsCallerWhenHistoryIsFoldedFasterThanItLoads() {
    foldsAhead = 20;
    assertThat(follower.catchUp()).isFalse();
    assertThat(foldsAhead).isBetween(1, 18);
    foldsAhead = 0;
    assertThat(follower.catchUp()).isTrue();
    assertStateTakenOver();
  }

  @Test
  void takesOverFromWhereItGaveUp() {
    foldsAhead = 20;
    assertThat(follower.catchUp()).isFalse();
    foldsAhead = 0;
    assertStateTakenOver();
  }

  @Test
  void saysWhichHeapAStateNeedsThatDoesNotFit() {
    database.rows(
        """
        insert into current_state (key, value, create_revision, mod_revision, version, lease)
        select convert_to('/large/' || n, 'UTF8'), convert_to(repeat('x', 1000000), 'UTF8'), 1, 1, 1, 0
        from generate_series(1, 30) n
        """);
    assertThatThrownBy(() -> follower(new HeapShare(64L << 20)).catchUp())
        .isInstanceOf(StateTooLargeException.class)
        .hasMessageContaining("28 MiB")
        .hasMessageContaining("the heap of 64 MiB")
        .hasMessageEndingWith("start with a heap of 102 MiB or more");
    assertThat(follower(new HeapShare(102L << 20)).catchUp()).isTrue();
  }

  private void assertStateTakenOver() {
    String incarnation =
        database.rows("select incarnation from cluster_meta").getFirst().getString(0);
    Index index = follower.takeOver(new Election.Won(EPOCH, incarnation, 1, 1, 0, 0));
    assertThat(index.revision()).isEqualTo(model.revision());
    assertThat(show(index.range(EVERYTHING))).isEqualTo(show(model.at(model.revision()).values()));
  }

  private static List<String> show(Collection<Entry> entries) {
    return entries.stream().map(it -> it.key() + "@" + it.modRevision()).toList();
  }

  /** Before it says how far it is complete, a leader writes and folds all that it has written. */
  private final class FoldedMeanwhile implements History {
    private final History history;

    FoldedMeanwhile(History history) {
      this.history = history;
    }

    @Override
    public CompletionStage<Page> read(KeyRange range, long from, long to) {
      return history.read(range, from, to);
    }

    @Override
    public CompletionStage<Page> readWithoutPrevious(long from, long to) {
      return history.readWithoutPrevious(from, to);
    }

    @Override
    public CompletionStage<Optional<Instant>> committed(long revision) {
      return history.committed(revision);
    }

    @Override
    public CompletionStage<Slice> sliceAt(KeyRange range, long revision, long max) {
      return history.sliceAt(range, revision, max);
    }

    @Override
    public CompletionStage<Long> newest(KeyRange range) {
      return history.newest(range);
    }

    @Override
    public CompletionStage<Long> complete() {
      if (foldsAhead > 0) {
        foldsAhead--;
        model.write(EPOCH, 5);
        fold.step(EPOCH, model.revision());
      }
      return history.complete();
    }

    @Override
    public CompletionStage<List<Lease>> leases() {
      return history.leases();
    }
  }
}
