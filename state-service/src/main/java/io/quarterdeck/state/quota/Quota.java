package io.quarterdeck.state.quota;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * The space quota as etcd has it: a write that meets a database beyond it raises an alarm, and from
 * then on nothing is added until the alarm is disarmed, even if there is space again. So does one
 * that meets a state which takes its whole share of the heap. Thread-safe.
 */
public final class Quota {
  private final long bytesMax;
  private final LongSupplier held;
  private final HeapShare share;
  private final long self;
  private final SortedSet<Long> raised;
  private volatile DatabaseSize size = DatabaseSize.UNKNOWN;
  private volatile boolean alarm;

  /**
   * A quota of a database that is not measured yet.
   *
   * @param bytesMax of the database; 0 for none
   * @param held what the state takes in memory
   * @param self the member that raises alarms here
   * @param raised the members that have raised one before
   */
  public Quota(
      long bytesMax, LongSupplier held, HeapShare share, long self, Collection<Long> raised) {
    this.bytesMax = bytesMax;
    this.held = held;
    this.share = share;
    this.self = self;
    this.raised = new TreeSet<>(raised);
    this.alarm = !raised.isEmpty();
  }

  public DatabaseSize size() {
    return size;
  }

  /** Whether something may be added; asking this is what raises the alarm. */
  public boolean admits() {
    if (!alarm && usedUp()) {
      raise(self);
    }
    return !alarm;
  }

  private boolean usedUp() {
    return (bytesMax > 0 && size.bytes() >= bytesMax) || held.getAsLong() >= share.writesMax();
  }

  /** The members whose alarm is raised. */
  public synchronized SortedSet<Long> raised() {
    return new TreeSet<>(raised);
  }

  void measured(DatabaseSize now) {
    size = now;
  }

  synchronized void raise(long member) {
    raised.add(member);
    alarm = true;
  }

  /** False when that member has raised none. */
  synchronized boolean disarm(long member) {
    boolean was = raised.remove(member);
    alarm = !raised.isEmpty();
    return was;
  }
}
