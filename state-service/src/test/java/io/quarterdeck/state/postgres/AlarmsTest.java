package io.quarterdeck.state.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarterdeck.state.quota.AlarmKeeper;
import io.quarterdeck.state.quota.AlarmLog;
import io.quarterdeck.state.quota.HeapShare;
import io.quarterdeck.state.quota.Quota;
import io.quarterdeck.testkit.Await;
import io.quarterdeck.testkit.TestStores;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Alarms are written down by whoever leads. */
@ExtendWith(TestStores.class)
class AlarmsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final long SELF = 5;
  private static final HeapShare ROOM = new HeapShare(1L << 30);
  private static int schemas;

  private final AtomicLong epoch = new AtomicLong();
  private final Quota quota = new Quota(0, () -> 0, ROOM, SELF, List.of());
  private TestDatabase database;
  private AlarmLog log;
  private AlarmKeeper keeper;

  @BeforeEach
  void open(TestStores stores) {
    database = TestDatabase.open(stores, "alarms_" + schemas++);
    log = new PgAlarms(database.pool(), TIMEOUT);
    keeper = new AlarmKeeper(quota, log, epoch::get);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theNextLeaderFindsWhatIsRaised() {
    TestDatabase.await(keeper.raise(SELF));
    TestDatabase.await(keeper.raise(SELF));
    TestDatabase.await(keeper.raise(7));
    assertThat(TestDatabase.await(log.raised())).containsExactlyInAnyOrder(SELF, 7L);
    assertThat(TestDatabase.await(keeper.disarm(SELF))).isTrue();
    assertThat(TestDatabase.await(keeper.disarm(SELF))).isFalse();
    assertThat(TestDatabase.await(log.raised())).containsExactly(7L);
    assertThat(quota.admits()).isFalse();
  }

  @Test
  void aDeposedLeaderChangesNothing() {
    TestDatabase.await(keeper.raise(7));
    epoch.set(-1);
    assertThatThrownBy(() -> TestDatabase.await(keeper.disarm(7))).hasMessageContaining("epoch");
    assertThatThrownBy(() -> TestDatabase.await(keeper.raise(SELF))).hasMessageContaining("epoch");
    assertThat(TestDatabase.await(log.raised())).containsExactly(7L);
  }

  @Test
  void whatCouldNotBeWrittenDownIsAtALaterTick() {
    epoch.set(-1);
    assertThatThrownBy(() -> TestDatabase.await(keeper.raise(SELF))).hasMessageContaining("epoch");
    assertThat(quota.admits()).isFalse();
    epoch.set(0);
    Await.until(
        "it is written down",
        TIMEOUT,
        () -> {
          keeper.tick();
          return TestDatabase.await(log.raised()).contains(SELF);
        });
  }
}
