package io.quarterdeck.state.postgres;

import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.retention.HistoryKeeper;
import io.quarterdeck.state.retention.HistoryShape;
import io.quarterdeck.state.retention.HistorySpan;
import io.quarterdeck.state.retention.Mark;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import java.util.List;

/**
 * The history's administration. Its few records are entities; what moves rows by the thousand are
 * statements, so that no row travels to this process and back.
 */
final class PgHistoryKeeper implements HistoryKeeper {
  private static final int STEP_ROWS = 1_000;

  private final HistoryRecords records;
  private final HistoryFold fold;
  private final HistoryTrim trim;
  private final HistoryPartitions partitions;

  PgHistoryKeeper(Pool pool, HistoryRecords records, List<Key> shortLived) {
    Steps steps = new Steps(pool);
    this.records = records;
    this.fold = new HistoryFold(steps, STEP_ROWS);
    this.trim = new HistoryTrim(steps, STEP_ROWS, shortLived);
    this.partitions = new HistoryPartitions(steps, STEP_ROWS);
  }

  @Override
  public HistoryShape look(Instant cutoff) {
    return records.look(cutoff);
  }

  @Override
  public void mark(Mark mark) {
    records.mark(mark);
  }

  @Override
  public long fold(long epoch, long target) {
    return fold.step(epoch, target);
  }

  @Override
  public long trim(long epoch, long target) {
    return trim.step(epoch, target);
  }

  @Override
  public void drop(HistorySpan partition) {
    partitions.drop(partition);
  }

  @Override
  public boolean sweep(HistorySpan partition) {
    return partitions.sweep(partition);
  }
}
