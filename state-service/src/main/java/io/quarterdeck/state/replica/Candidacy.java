package io.quarterdeck.state.replica;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a standby may take the leadership: it was given up, or its holder has shown no sign of life
 * for as long as this process watched it. That the holder writes nothing any more follows from the
 * epoch alone; here it is only about not deposing one that lives. Confined to one thread, but for
 * {@link #sawLife}.
 */
public final class Candidacy {
  private final Duration patience;
  private final Duration grace;
  private Optional<Sighting> last = Optional.empty();
  private volatile boolean alive;
  private Instant since = Instant.MIN;
  private Instant looked = Instant.MIN;

  /**
   * A candidacy that has seen nothing yet.
   *
   * @param patience how long a leader may be silent
   * @param grace the same for one whose session has ended, which it may be about to open again
   */
  public Candidacy(Duration patience, Duration grace) {
    this.patience = patience;
    this.grace = grace;
  }

  /** Takes note of a look, at a time of a clock that nobody sets. */
  public boolean mayTake(Sighting seen, Instant now) {
    boolean same = last.filter(seen::showsSameLifeAs).isPresent();
    boolean sameHolder = last.filter(it -> it.holder().equals(seen.holder())).isPresent();
    alive = sameHolder && (alive || !same);
    // Who did not look for a while saw no silence: the database may have been away for both.
    if (!same || looked.plus(grace).isBefore(now)) {
      since = now;
    }
    last = Optional.of(seen);
    looked = now;
    return seen.vacant() || !now.isBefore(since.plus(seen.connected() ? patience : grace));
  }

  /** Whether a sign of life of the present leader came after the first look at it. */
  public boolean sawLife() {
    return alive;
  }
}
