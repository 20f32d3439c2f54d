package io.quarterdeck.state.retention;

import io.quarterdeck.state.model.Key;
import java.time.Duration;
import java.util.List;

/**
 * How history is kept.
 *
 * @param retention how long
 * @param partitionRevisionsMax how many revisions a partition takes at most
 * @param shortLived prefixes of keys whose history goes as soon as the API cannot ask for it
 */
public record HistoryTerms(Duration retention, long partitionRevisionsMax, List<Key> shortLived) {
  /** So many partitions make up the retention. */
  private static final int PARTITIONS = 8;

  /** The time that one partition is to cover. */
  public Duration share() {
    return retention.dividedBy(PARTITIONS);
  }
}
