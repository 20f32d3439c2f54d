package io.quarterdeck.state.quota;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The space quota as etcd has it: a write that meets a database beyond it raises an alarm, and from
 * then on nothing is added until the alarm is disarmed, even if there is space again. Thread-safe.
 */
public final class Quota {
  private final long bytesMax;
  private final long self;
  private final SortedSet<Long> raised;
  private volatile DatabaseSize size = DatabaseSize.UNKNOWN;
  private volatile boolean alarm;

  /**
   * A quota of a database that is not measured yet.
   *
   * @param bytesMax 0 for none
   * @param self the member that raises alarms here
   * @param raised the members that have raised one before
   */
  public Quota(long bytesMax, long self, Collection<Long> raised) {
    this.bytesMax = bytesMax;
    this.self = self;
    this.raised = new TreeSet<>(raised);
    this.alarm = !raised.isEmpty();
  }

  public DatabaseSize size() {
    return size;
  }

  /** Whether something may be added; asking this is what raises the alarm. */
  public boolean admits() {
    if (!alarm && bytesMax > 0 && size.bytes() >= bytesMax) {
      raise(self);
    }
    return !alarm;
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
