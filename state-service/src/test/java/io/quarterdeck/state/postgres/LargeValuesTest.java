package io.quarterdeck.state.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.state.log.CurrentState;
import io.quarterdeck.state.log.History;
import io.quarterdeck.state.model.Change;
import io.quarterdeck.state.model.Commit;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.testkit.TestStores;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Values are read in pages of a bounded size, however many rows would fit by their number. */
@ExtendWith(TestStores.class)
@TestInstance(Lifecycle.PER_CLASS)
class LargeValuesTest {
  private static final KeyRange EVERYTHING = KeyRange.from(Key.of(new byte[0]));
  private static final int KEYS = 20;
  private static final int VALUE_BYTES = 1_000_000;
  private static final int DELETED = 500;
  private static final int PAGE_BYTES_MAX = 7_000_000;

  private TestDatabase database;

  @BeforeAll
  void fill(TestStores stores) {
    database = TestDatabase.open(stores, "large_values");
    database.rows("create table history_large partition of history for values from (1) to (1000)");
    write('a', 2, 0);
    write('b', 2 + KEYS, 2);
    database.rows(
        """
        insert into history (revision, sub, key, value, deleted, create_revision, version, lease,
            prev_revision, actor, cause, trace_parent, committed_at)
        select %d, n, convert_to('/large/' || lpad(n::text, 2, '0'), 'UTF8'), null, true, 0, 0, 0,
          %d + n, '', 0, '', now()
        from generate_series(0, %d) n
        """
            .formatted(DELETED, 2 + KEYS, KEYS - 1));
    database.rows(
        """
        insert into current_state (key, value, create_revision, mod_revision, version, lease)
        select key, value, create_revision, revision, version, lease
        from history where revision >= %d and not deleted
        """
            .formatted(2 + KEYS));
  }

  @AfterAll
  void close() {
    database.close();
  }

  @Test
  void historyIsReadInPagesOfBoundedSizeWithThePreviousValues() {
    History history = new PgHistory(database.pool());
    List<Commit> all = new ArrayList<>();
    long from = 0;
    while (from <= 1 + 2 * KEYS) {
      History.Page page = TestDatabase.await(history.read(EVERYTHING, from, Long.MAX_VALUE - 1));
      assertThat(page.commits().stream().mapToInt(Commit::bytes).sum()).isLessThan(PAGE_BYTES_MAX);
      all.addAll(page.commits());
      from = page.upTo() + 1;
    }
    assertThat(all).hasSize(2 * KEYS);
    assertThat(all)
        .filteredOn(commit -> commit.revision() >= 2 + KEYS)
        .allSatisfy(
            commit -> assertThat(commit.changes()).singleElement().matches(LargeValuesTest::tells));
  }

  /** A standby has had the values, and deletes of many of them may be one transaction. */
  @Test
  void previousValuesAreLeftOutForWhoDoesNotNeedThem() {
    History history = new PgHistory(database.pool());
    List<Commit> all = new ArrayList<>();
    long from = 0;
    while (from <= DELETED) {
      History.Page page = TestDatabase.await(history.readWithoutPrevious(from, DELETED));
      assertThat(page.commits().stream().mapToInt(Commit::bytes).sum()).isLessThan(PAGE_BYTES_MAX);
      all.addAll(page.commits());
      from = page.upTo() + 1;
    }
    Commit last = all.getLast();
    assertThat(last.changes()).hasSize(KEYS).allMatch(Change::deleted);
    assertThat(all).flatExtracting(Commit::changes).noneMatch(it -> it.previous().isPresent());
    assertThat(TestDatabase.await(history.committed(DELETED))).contains(last.time());
    assertThat(TestDatabase.await(history.committed(DELETED + 1))).isEmpty();
  }

  @Test
  void whatExistsIsReadInPagesOfBoundedSize() {
    List<String> keys = new ArrayList<>();
    try (CurrentState.View view = new PgCurrentState(database.pool()).open(EVERYTHING)) {
      List<CurrentState.Present> page = view.next();
      while (!page.isEmpty()) {
        assertThat(page.stream().mapToLong(it -> it.entry().value().length).sum())
            .isLessThan(PAGE_BYTES_MAX);
        page.forEach(it -> keys.add(it.entry().key().toString()));
        page = view.next();
      }
    }
    assertThat(keys).hasSize(KEYS).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aPageGoesOnWithinItsRange() {
    KeyRange range = KeyRange.between(Key.of("/large/05"), Key.of("/large/15"));
    List<String> keys = new ArrayList<>();
    try (CurrentState.View view = new PgCurrentState(database.pool()).open(range)) {
      for (var page = view.next(); !page.isEmpty(); page = view.next()) {
        page.forEach(it -> keys.add(it.entry().key().toString()));
      }
    }
    assertThat(keys).hasSize(10).startsWith("/large/05").endsWith("/large/14");
  }

  private static boolean tells(Change change) {
    return change.next().orElseThrow().value()[0] == 'b'
        && change.previous().orElseThrow().value()[0] == 'a';
  }

  /** Each key once, of one letter. */
  private void write(char letter, int first, int previous) {
    database.rows(
        """
        insert into history (revision, sub, key, value, deleted, create_revision, version, lease,
            prev_revision, actor, cause, trace_parent, committed_at)
        select %1$d + n, 0, convert_to('/large/' || lpad(n::text, 2, '0'), 'UTF8'),
          convert_to(repeat('%3$s', %4$d), 'UTF8'), false, 1, 1, 0, case when %2$d > 0 then %2$d + n else 0 end, '',
          0, '', now()
        from generate_series(0, %5$d) n
        """
            .formatted(first, previous, letter, VALUE_BYTES, KEYS - 1));
  }
}
