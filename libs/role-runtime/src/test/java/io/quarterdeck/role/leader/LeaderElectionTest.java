package io.quarterdeck.role.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.FakeApi;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LeaderElectionTest {
  private static final ObjectKey LEASE = new ObjectKey("kube-system", "kube-scheduler");

  private final FakeApi api = new FakeApi();
  private long seconds = 1_000;
  private final LeaderElection one = candidate("one");
  private final LeaderElection two = candidate("two");

  @Test
  void theFirstOneLeadsAndWritesTheLeaseAsKubernetesDoes() {
    assertThat(one.tick()).isTrue();
    assertThat(two.tick()).isFalse();

    var lease = api.get(Resources.LEASES, LEASE).orElseThrow();
    assertThat(lease.text("spec", "holderIdentity")).isEqualTo("one");
    assertThat(lease.integer(0, "spec", "leaseDurationSeconds")).isEqualTo(15);
    assertThat(lease.text("spec", "renewTime")).isEqualTo("2026-01-01T00:00:00.000000Z");
  }

  @Test
  void leadingEndsWithTheRenewDeadlineWhateverACallIsDoing() {
    one.tick();
    api.meanwhile =
        () -> {
          seconds += 9;
          assertThat(one.isLeading()).isTrue();
          seconds += 1;
          assertThat(one.isLeading()).isFalse();
        };
    api.failing = true;

    assertThat(one.tick()).isFalse();
  }

  @Test
  void anAnswerThatComesLateCountsFromWhenItWasAskedFor() {
    api.meanwhile = () -> seconds += 11;

    assertThat(one.tick()).isFalse();
    assertThat(one.isLeading()).isFalse();
  }

  @Test
  void failedRenewalsAreForgivenUntilTheDeadline() {
    one.tick();
    api.failing = true;
    seconds += 8;
    assertThat(one.tick()).isTrue();
    seconds += 2;
    assertThat(one.tick()).isFalse();
    api.failing = false;
    assertThat(one.tick()).isTrue();
  }

  @Test
  void anotherOneTakesOverOnlyWhenTheLeaseHasRunOut() {
    one.tick();
    two.tick();
    seconds += 14;
    assertThat(two.tick()).isFalse();
    seconds += 1;
    assertThat(two.tick()).isTrue();
    assertThat(one.isLeading()).isFalse();
    assertThat(one.tick()).isFalse();
    assertThat(
            api.get(Resources.LEASES, LEASE).orElseThrow().integer(0, "spec", "leaseTransitions"))
        .isOne();
  }

  @Test
  void aReleasedLeaseIsTakenAtOnce() {
    one.tick();
    two.tick();
    one.release();
    assertThat(one.isLeading()).isFalse();
    assertThat(two.tick()).isTrue();
  }

  private LeaderElection candidate(String identity) {
    return new LeaderElection(
        api,
        LEASE,
        identity,
        Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC),
        () -> Duration.ofSeconds(seconds).toNanos());
  }
}
