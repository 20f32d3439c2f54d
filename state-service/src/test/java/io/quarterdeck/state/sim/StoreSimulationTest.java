package io.quarterdeck.state.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.state.core.Index;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import io.quarterdeck.state.model.LeaseChange;
import io.quarterdeck.state.model.Writes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Writes that are refused, lost, or late; leaders that are deposed and do not know it: nothing that
 * is not durable is seen, nothing acknowledged is lost, and the process that leads recovers. {@code
 * -Dquarterdeck.test.seed=<n>} repeats one run.
 */
class StoreSimulationTest {
  private static final int SEEDS = 200;
  private static final int STEPS = 1_500;
  private static final int ROUNDS_MAX = 100_000;
  private static final double FAULTS = 0.1;
  private static final KeyRange EVERYTHING = KeyRange.from(Key.of("\0"));

  static LongStream seeds() {
    Long chosen = Long.getLong("quarterdeck.test.seed");
    return chosen == null ? LongStream.range(0, SEEDS) : LongStream.of(chosen);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void staysConsistent(long seed) {
    new Run(seed).run();
  }

  private static final class Run {
    private final Random random;
    private final SimClock clock = new SimClock();
    private final SimDisk disk;
    private final SimClients clients;
    private final List<SimProcess> processes = new ArrayList<>();

    Run(long seed) {
      random = new Random(seed);
      disk = new SimDisk(random, this::written);
      clients = new SimClients(random, disk, clock);
      startProcess();
    }

    void run() {
      disk.faults(FAULTS);
      for (int i = 0; i < STEPS; i++) {
        step();
      }
      disk.faults(0);
      settle();
      clients.check();
      assertThat(clients.answered()).isPositive();
      SimProcess leader = leader();
      assertSameState(leader.index(), disk.load());
      assertThat(processes).allMatch(SimProcess::heardAll);
      letLeasesExpire();
      assertThat(disk.leases()).isEmpty();
      assertThat(leader().index().leases()).isEmpty();
      assertThat(disk.load().range(EVERYTHING)).allMatch(entry -> entry.lease() == 0);
    }

    private void step() {
      SimProcess some = processes.get(random.nextInt(processes.size()));
      switch (random.nextInt(20)) {
        case 0, 1, 2, 3, 4 -> clients.sendOne(some);
        case 5 -> clock.advance(Duration.ofMillis(random.nextInt(1_000)));
        case 6 -> some.leases().tick();
        case 7 -> {
          if (random.nextInt(20) == 0 || leader().ended()) {
            startProcess();
          }
        }
        case 8, 9, 10, 11, 12 -> {
          if (disk.canDeliver()) {
            disk.deliverOne();
          }
        }
        default -> {
          if (some.canRun()) {
            some.runOne();
          }
        }
      }
    }

    /** Until nothing happens any more, with a leader that serves. */
    private void settle() {
      for (int i = 0; i < ROUNDS_MAX; i++) {
        if (disk.canDeliver()) {
          disk.deliverOne();
        } else if (processes.stream().anyMatch(SimProcess::canRun)) {
          processes.stream().filter(SimProcess::canRun).findFirst().ifPresent(SimProcess::runOne);
        } else if (leader().ended()) {
          startProcess();
        } else if (!leader().store().position().serving()) {
          clock.advance(Duration.ofSeconds(1));
        } else {
          return;
        }
      }
      throw new AssertionError("does not come to rest");
    }

    private void letLeasesExpire() {
      clock.advance(Duration.ofSeconds(SimClients.LEASE_TTL_S));
      leader().leases().tick();
      settle();
    }

    private void startProcess() {
      processes.add(new SimProcess(processes.size(), disk, clock));
    }

    private SimProcess leader() {
      return processes.getLast();
    }

    private void written(Writes writes) {
      for (LeaseChange change : writes.leases()) {
        if (change instanceof LeaseChange.Revoked(long id)) {
          clients.expired(id);
        }
      }
    }

    private static void assertSameState(Index actual, Index expected) {
      assertThat(actual.revision()).isEqualTo(expected.revision());
      assertThat(actual.range(EVERYTHING)).isEqualTo(expected.range(EVERYTHING));
      assertThat(actual.leases()).containsExactlyInAnyOrderElementsOf(expected.leases());
      for (long id = 1; id <= SimClients.LEASES; id++) {
        assertThat(actual.bound(id)).isEqualTo(expected.bound(id));
      }
    }
  }
}
