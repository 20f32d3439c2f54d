package io.quarterdeck.state.core;

import static io.quarterdeck.state.core.Fixtures.between;
import static io.quarterdeck.state.core.Fixtures.created;
import static io.quarterdeck.state.core.Fixtures.deleted;
import static io.quarterdeck.state.core.Fixtures.entry;
import static io.quarterdeck.state.core.Fixtures.index;
import static io.quarterdeck.state.core.Fixtures.key;
import static io.quarterdeck.state.core.Fixtures.leased;
import static io.quarterdeck.state.core.Fixtures.show;
import static io.quarterdeck.state.core.Fixtures.withLeases;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.model.Lease;
import io.quarterdeck.state.model.LeaseChange;
import org.junit.jupiter.api.Test;

class OverlayTest {
  private static final Entry A = entry("a", "1", 1, 1, 1);
  private static final Entry C = entry("c", "1", 2, 2, 1);

  @Test
  void showsItsOwnChangesOverTheBase() {
    Index base = index(2, A, C);
    Overlay overlay = new Overlay(base);
    overlay.apply(deleted(A));
    overlay.apply(created(entry("b", "2", 3, 3, 1)));

    assertThat(show(overlay.range(between("a", "d"))))
        .containsExactly("b=2 c3 m3 v1 l0", "c=1 c2 m2 v1 l0");
    assertThat(overlay.count(between("a", "c"))).isEqualTo(1);
    assertThat(overlay.get(key("a"))).isEmpty();
    assertThat(overlay.range(KeyRange.of(key("a")))).isEmpty();
    assertThat(overlay.count(between("d", "a"))).isZero();
    assertThat(show(base.range(between("a", "d"))))
        .containsExactly("a=1 c1 m1 v1 l0", "c=1 c2 m2 v1 l0");
  }

  @Test
  void knowsWhatIsBoundToALease() {
    Entry bound = leased("x", 1, 5);
    Overlay overlay = new Overlay(withLeases(index(2, bound, leased("y", 2, 5), A), 5));
    overlay.apply(created(leased("a", 3, 5)));
    overlay.apply(created(leased("x", 3, 0)));
    overlay.apply(deleted(leased("y", 2, 5)));
    assertThat(overlay.bound(5)).containsExactly(key("a"));
  }

  @Test
  void knowsGrantedAndRevokedLeases() {
    Overlay overlay = new Overlay(withLeases(index(1), 5));
    overlay.apply(new LeaseChange.Revoked(5));
    overlay.apply(new LeaseChange.Granted(new Lease(6, 10)));
    assertThat(overlay.lease(5)).isEmpty();
    assertThat(overlay.lease(6)).contains(new Lease(6, 10));
  }
}
