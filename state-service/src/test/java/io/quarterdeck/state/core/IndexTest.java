package io.quarterdeck.state.core;

import static io.quarterdeck.state.core.Fixtures.commit;
import static io.quarterdeck.state.core.Fixtures.created;
import static io.quarterdeck.state.core.Fixtures.deleted;
import static io.quarterdeck.state.core.Fixtures.entry;
import static io.quarterdeck.state.core.Fixtures.key;
import static io.quarterdeck.state.core.Fixtures.leased;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.model.Lease;
import io.quarterdeck.state.model.LeaseChange;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexTest {
  private static final Entry POD = entry("/registry/core/pods/default/p", "{}", 5, 5, 1);

  @Test
  void keepsTheNewestRevisionOfEachResourceDeletesIncluded() {
    Index index = new Index(4, 0);
    index.apply(commit(5, created(POD)));
    index.apply(commit(6, created(entry("/elsewhere", "", 6, 6, 1))));
    index.apply(commit(7, deleted(POD)));

    assertThat(index.revision()).isEqualTo(7);
    assertThat(index.size()).isEqualTo(1);
    assertThat(index.head(key("/registry/core/pods/"))).contains(7L);
    assertThat(index.head(key("/registry/core/secrets/"))).contains(0L);
    assertThat(index.head(key(""))).contains(7L);
    assertThat(index.head(key("/registry/core/pods/default/"))).isEmpty();
  }

  @Test
  void readsRangesInKeyOrder() {
    Index index = new Index(1, 0);
    for (String each : List.of("c", "a", "b", "bb")) {
      index.load(entry(each, "", 1, 1, 1));
    }
    assertThat(index.range(KeyRange.from(key("b"))))
        .extracting(it -> it.key().toString())
        .containsExactly("b", "bb", "c");
    assertThat(index.count(KeyRange.between(key("a"), key("bb")))).isEqualTo(2);
    assertThat(index.range(KeyRange.between(key("c"), key("a")))).isEmpty();
    assertThat(index.count(KeyRange.prefix(key("b")))).isEqualTo(2);
  }

  @Test
  void knowsWhatItHolds() {
    Index index = new Index(1, 0);
    index.load(entry("a", "four", 1, 1, 1));
    index.load(entry("bb", "", 1, 1, 1));
    assertThat(index.bytes()).isEqualTo(Entry.bytes(2, 7));
    index.apply(commit(2, created(entry("a", "four more", 1, 2, 2))));
    assertThat(index.bytes()).isEqualTo(Entry.bytes(2, 12));
    index.apply(commit(3, deleted(entry("a", "four more", 1, 2, 2))));
    assertThat(index.bytes()).isEqualTo(Entry.bytes(1, 2));
    index.apply(commit(4, deleted(entry("a", "four more", 1, 2, 2))));
    assertThat(index.bytes()).isEqualTo(Entry.bytes(1, 2));
  }

  @Test
  void beginsARangeAndCountsIt() {
    Index index = new Index(1, 0);
    for (String each : List.of("c", "a", "b", "bb")) {
      index.load(entry(each, "", 1, 1, 1));
    }
    Slice slice = index.slice(KeyRange.from(key("b")), 2);
    assertThat(slice.entries()).extracting(it -> it.key().toString()).containsExactly("b", "bb");
    assertThat(slice.count()).isEqualTo(3);
    assertThat(index.slice(KeyRange.between(key("c"), key("a")), 2).count()).isZero();
  }

  @Test
  void bindsKeysToTheirLastLease() {
    Index index = new Index(1, 0);
    index.apply(new LeaseChange.Granted(new Lease(5, 10)));
    index.apply(commit(2, created(leased("x", 2, 5)), created(leased("y", 2, 5))));
    assertThat(index.bound(5)).containsExactly(key("x"), key("y"));

    index.apply(commit(3, created(leased("x", 3, 6)), deleted(leased("y", 2, 5))));
    assertThat(index.bound(5)).isEmpty();
    assertThat(index.bound(6)).containsExactly(key("x"));
  }

  @Test
  void aReloadReplacesLeasesAndKeepsWhatIsBound() {
    Index index = new Index(1, 0);
    index.apply(new LeaseChange.Granted(new Lease(5, 10)));
    index.load(leased("x", 1, 6));
    index.loadLeases(List.of(new Lease(6, 20)));
    assertThat(index.leases()).containsExactly(new Lease(6, 20));
    assertThat(index.bound(6)).containsExactly(key("x"));
  }

  @Test
  void compactionNeverGoesBack() {
    Index index = new Index(9, 0);
    index.compacted(8);
    index.compacted(5);
    assertThat(index.compactRevision()).isEqualTo(8);
  }
}
