package io.quarterdeck.state.sim;

import io.quarterdeck.state.core.Index;
import io.quarterdeck.state.log.CommitListener;
import io.quarterdeck.state.log.LeaseKeeper;
import io.quarterdeck.state.log.Limits;
import io.quarterdeck.state.log.RecentCommits;
import io.quarterdeck.state.log.Store;
import io.quarterdeck.state.model.Commit;
import java.util.List;

/** A state-service that was started once. It may go on after another one took over. */
final class SimProcess {
  private static final Limits LIMITS =
      new Limits(128, 50, 1 << 20, 4, 1 << 20, () -> true, () -> true);
  private static final long RECENT_BYTES = 4096;

  private final SimThread thread;
  private final Index index;
  private final Store store;
  private final LeaseKeeper leases;
  private final Heard heard;
  private boolean ended;

  SimProcess(int number, SimDisk disk, SimClock clock) {
    this.thread = new SimThread(clock);
    this.index = disk.load();
    this.store =
        new Store(
            index,
            disk.take(number),
            disk.log(number),
            disk.history(),
            new RecentCommits(index.revision(), RECENT_BYTES),
            LIMITS,
            thread,
            new JumpingClock(clock, number),
            () -> ended = true);
    this.leases = new LeaseKeeper(store, clock, () -> 0);
    this.heard = new Heard(index.revision());
    store.listen(heard);
    store.listen(leases);
  }

  Store store() {
    return store;
  }

  LeaseKeeper leases() {
    return leases;
  }

  /** What it holds as committed. */
  Index index() {
    return index;
  }

  /** It found out that another one leads, and ended itself. */
  boolean ended() {
    return ended;
  }

  /** Whether every revision was heard of once, without a gap. */
  boolean heardAll() {
    return heard.inOrder && heard.newest == index.revision();
  }

  boolean canRun() {
    return !ended && thread.canRun();
  }

  void runOne() {
    thread.runOne();
  }

  private static final class Heard implements CommitListener {
    private long newest;
    private boolean inOrder = true;

    Heard(long newest) {
      this.newest = newest;
    }

    @Override
    public void committed(List<Commit> commits) {
      for (Commit commit : commits) {
        inOrder &= commit.revision() == newest + 1;
        newest = commit.revision();
      }
    }
  }
}
