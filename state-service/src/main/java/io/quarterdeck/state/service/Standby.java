package io.quarterdeck.state.service;

import io.quarterdeck.state.fault.Step;
import io.quarterdeck.state.postgres.Database;
import io.quarterdeck.state.postgres.Follower;
import io.quarterdeck.state.postgres.Roll;
import io.quarterdeck.state.quota.StateTooLargeException;
import io.quarterdeck.state.replica.Candidacy;
import io.quarterdeck.state.replica.Member;
import io.quarterdeck.state.replica.Sighting;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * A process that does not lead: keeps up with the state, knows who leads, and leads when nobody
 * does any more. Blocks its caller; what it says of itself may be asked from any thread.
 */
final class Standby {
  private static final Logger LOG = Logger.getLogger(Standby.class);
  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final Duration GRACE = Duration.ofMillis(400);

  private final Database database;
  private final Roll roll;
  private final Member self;
  private final Follower follower;
  private final Candidacy candidacy;
  private final Consumer<Step> step;
  private final Clock clock = new SteadyClock();
  private volatile Optional<Sighting> seen = Optional.empty();
  private volatile boolean caughtUp;

  Standby(Database database, Roll roll, Member self, Duration silenceMax, Consumer<Step> step) {
    this.database = database;
    this.roll = roll;
    this.self = self;
    this.follower = database.follower();
    this.candidacy = new Candidacy(silenceMax, GRACE);
    this.step = step;
  }

  /**
   * Waits until this process leads.
   *
   * @param leaderAt hears at every look where the leader is reached
   */
  Database.Lead lead(Consumer<Optional<String>> leaderAt) throws InterruptedException {
    while (true) {
      Optional<Database.Lead> lead = step(leaderAt);
      if (lead.isPresent()) {
        return lead.get();
      }
      TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
    }
  }

  /** Whether it keeps up with a leader that lives. */
  boolean follows() {
    return caughtUp && seen.isPresent() && candidacy.sawLife();
  }

  /** The leader as it was seen last; empty while the database does not answer. */
  Optional<Sighting> seen() {
    return seen;
  }

  long clusterId() {
    return follower.clusterId();
  }

  long revision() {
    return follower.revision();
  }

  private Optional<Database.Lead> step(Consumer<Optional<String>> leaderAt) {
    Optional<Sighting> now = look(leaderAt);
    // What fails from here on ends the process, since the epoch may be taken.
    return now.filter(it -> candidacy.mayTake(it, clock.instant()))
        .flatMap(it -> database.lead(self, it, follower, step));
  }

  private Optional<Sighting> look(Consumer<Optional<String>> leaderAt) {
    try {
      Sighting now = roll.look();
      leaderAt.accept(Optional.of(now.address()).filter(it -> !it.isEmpty()));
      caughtUp = follower.catchUp();
      seen = Optional.of(now);
    } catch (StateTooLargeException e) {
      throw e; // Waiting does not help.
    } catch (RuntimeException e) {
      // Whom it knew as leader it goes on to forward to: that one may have the database.
      seen.ifPresent(last -> LOG.warnf("cannot look who leads: %s", e));
      seen = Optional.empty();
    }
    return seen;
  }
}
