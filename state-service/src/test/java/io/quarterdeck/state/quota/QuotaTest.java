package io.quarterdeck.state.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QuotaTest {
  private static final long SELF = 5;
  private static final HeapShare ROOM = new HeapShare(1L << 30);

  @Test
  void theAlarmOutlastsItsCause() {
    Quota quota = new Quota(100, () -> 0, ROOM, SELF, List.of());
    quota.measured(new DatabaseSize(99, 50));
    assertThat(quota.admits()).isTrue();
    quota.measured(new DatabaseSize(100, 50));
    assertThat(quota.raised()).isEmpty();
    assertThat(quota.admits()).isFalse();
    assertThat(quota.raised()).containsExactly(SELF);

    quota.measured(new DatabaseSize(10, 10));
    assertThat(quota.admits()).isFalse();
    assertThat(quota.disarm(SELF)).isTrue();
    assertThat(quota.admits()).isTrue();
  }

  @Test
  void disarmedWithoutSpaceItIsRaisedAgainByTheNextWrite() {
    Quota quota = new Quota(100, () -> 0, ROOM, SELF, List.of());
    quota.measured(new DatabaseSize(200, 200));
    assertThat(quota.admits()).isFalse();
    quota.disarm(SELF);
    assertThat(quota.raised()).isEmpty();
    assertThat(quota.admits()).isFalse();
  }

  @Test
  void aStateThatTakesItsShareOfTheHeapRaisesTheAlarmToo() {
    AtomicLong held = new AtomicLong(ROOM.writesMax() - 1);
    Quota quota = new Quota(0, held::get, ROOM, SELF, List.of());
    assertThat(quota.admits()).isTrue();
    held.incrementAndGet();
    assertThat(quota.admits()).isFalse();
    held.set(0);
    assertThat(quota.admits()).isFalse();
    quota.disarm(SELF);
    assertThat(quota.admits()).isTrue();
  }

  @Test
  void anotherMembersAlarmRefusesTooUntilTheLastIsDisarmed() {
    Quota quota = new Quota(0, () -> 0, ROOM, SELF, List.of(3L, 4L));
    quota.measured(new DatabaseSize(Long.MAX_VALUE, 0));
    assertThat(quota.admits()).isFalse();
    assertThat(quota.disarm(SELF)).isFalse();
    quota.disarm(3);
    assertThat(quota.admits()).isFalse();
    quota.disarm(4);
    assertThat(quota.admits()).isTrue();
  }
}
