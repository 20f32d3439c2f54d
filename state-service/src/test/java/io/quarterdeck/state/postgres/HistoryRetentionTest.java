package io.quarterdeck.state.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.state.core.Slice;
import io.quarterdeck.state.log.CommitLog;
import io.quarterdeck.state.log.History;
import io.quarterdeck.state.model.Change;
import io.quarterdeck.state.model.Commit;
import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.retention.HistorySpan;
import io.quarterdeck.testkit.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is folded, thinned out, dropped or swept: what is still told is what happened. */
@ExtendWith(TestStores.class)
class HistoryRetentionTest {
  private static final KeyRange EVERYTHING = KeyRange.from(Key.of(new byte[0]));
  private static final String PODS = "/registry/core/pods/default/";
  private static final String LEASES = "/registry/coordination.k8s.io/leases/default/";
  private static final KeyRange ALL_PODS = KeyRange.prefix(Key.of(PODS));
  private static final long EPOCH = 1;
  private static final int STEP_ROWS = 7;
  private static int schemas;

  private TestDatabase database;
  private CommitLog log;
  private PgHistory history;
  private HistoryFold fold;
  private HistoryTrim trim;
  private HistoryPartitions partitions;

  @BeforeEach
  void open(TestStores stores) {
    database = TestDatabase.open(stores, "retention_" + schemas++);
    database.rows("update leader set epoch = 1");
    Partitions ahead = new Partitions(database.pool(), new PartitionWidth(Duration.ofHours(1), 40));
    log = new PgCommitLog(database.pool(), ahead, "test", Duration.ofSeconds(30));
    history = new PgHistory(database.pool());
    Steps steps = new Steps(database.pool());
    fold = new HistoryFold(steps, STEP_ROWS);
    trim =
        new HistoryTrim(steps, STEP_ROWS, List.of(Key.of("/registry/coordination.k8s.io/leases/")));
    partitions = new HistoryPartitions(steps, STEP_ROWS);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyRetainedRevisionIsAsItWas(long seed) {
    Random random = new Random(seed);
    ModelHistory model = new ModelHistory(random, log, List.of(PODS, LEASES));
    for (int round = 0; round < 4; round++) {
      model.write(EPOCH, 60);
      long horizon = horizon() + random.nextLong(model.revision() - horizon());
      foldTo(horizon, () -> checkStates(model, horizon, ALL_PODS));
      dropOrSweep(random);
      checkStates(model, horizon, EVERYTHING);
      checkChanges(model, horizon);
      assertThat(database.number("select count(*) from history where revision <= " + horizon))
          .isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void whatTheApiMayAskOfShortLivedResourcesStays(long seed) {
    ModelHistory model = new ModelHistory(new Random(seed), log, List.of(PODS, LEASES));
    model.write(EPOCH, 60);
    foldTo(20, () -> {});
    model.write(EPOCH, 60);
    long target = model.revision() - 30;
    for (long reached = 0; reached < target; ) {
      reached = trim.step(EPOCH, target);
      checkStates(model, target, EVERYTHING);
    }
    // Nothing of other resources is gone.
    checkStates(model, 20, ALL_PODS);
    checkChanges(model, target);
    long alive = model.at(target).keySet().stream().filter(it -> !ALL_PODS.contains(it)).count();
    assertThat(
            database.number(
                "select count(*) from history where key >= '"
                    + LEASES
                    + "' and key < '/registry/core' and revision <= "
                    + target))
        .isLessThanOrEqualTo(alive);
    foldTo(target, () -> checkStates(model, target, EVERYTHING));
  }

  private void foldTo(long target, Runnable afterEachStep) {
    while (horizon() < target) {
      fold.step(EPOCH, target);
      afterEachStep.run();
    }
  }

  /** Whole partitions go at once, the one with the horizon loses what is below it. */
  private void dropOrSweep(Random random) {
    long horizon = horizon();
    for (HistorySpan span : spans()) {
      if (span.to() - 1 <= horizon && random.nextBoolean()) {
        partitions.drop(span);
      } else if (span.from() <= horizon) {
        sweep(span);
      }
    }
  }

  private void sweep(HistorySpan span) {
    boolean more;
    do {
      more = partitions.sweep(span);
    } while (more);
  }

  private void checkStates(ModelHistory model, long from, KeyRange range) {
    for (long revision = from; revision <= model.revision(); revision++) {
      List<Entry> expected =
          model.at(revision).values().stream().filter(it -> range.contains(it.key())).toList();
      Slice whole = TestDatabase.await(history.sliceAt(range, revision, Long.MAX_VALUE));
      assertThat(show(whole.entries()))
          .as("state at revision %d", revision)
          .isEqualTo(show(expected));
      long max = revision % 4;
      Slice begun = TestDatabase.await(history.sliceAt(range, revision, max));
      assertThat(show(begun.entries()))
          .as("the first %d of the state at revision %d", max, revision)
          .isEqualTo(show(expected).stream().limit(max).toList());
      assertThat(begun.count()).isEqualTo(whole.count()).isEqualTo(expected.size());
    }
  }

  /** With previous values, also of those that lie in the base. */
  private void checkChanges(ModelHistory model, long after) {
    List<String> told = new ArrayList<>();
    long next = after + 1;
    while (next <= model.revision()) {
      History.Page page = TestDatabase.await(history.read(EVERYTHING, next, model.revision()));
      page.commits().forEach(commit -> told.addAll(show(commit)));
      next = page.upTo() + 1;
    }
    List<String> happened =
        model.commits().stream()
            .filter(commit -> commit.revision() > after)
            .flatMap(commit -> show(commit).stream())
            .toList();
    assertThat(told).isEqualTo(happened);
  }

  private long horizon() {
    return database.number("select revision from history_horizon");
  }

  private List<HistorySpan> spans() {
    return database
        .rows("select name, from_revision, to_revision from history_partition order by 2")
        .stream()
        .map(
            row -> new HistorySpan(row.getString(0), row.getLong(1), row.getLong(2), Instant.EPOCH))
        .toList();
  }

  private static List<String> show(Commit commit) {
    return commit.changes().stream()
        .map(it -> commit.revision() + " " + it.key() + " " + show(it))
        .toList();
  }

  private static String show(Change change) {
    return change.previous().map(HistoryRetentionTest::show)
        + " -> "
        + change.next().map(HistoryRetentionTest::show);
  }

  private static List<String> show(Collection<Entry> entries) {
    return entries.stream().map(HistoryRetentionTest::show).toList();
  }

  private static String show(Entry entry) {
    return "%s=%s c%d m%d v%d l%d"
        .formatted(
            entry.key(),
            new String(entry.value(), UTF_8),
            entry.createRevision(),
            entry.modRevision(),
            entry.version(),
            entry.lease());
  }
}
