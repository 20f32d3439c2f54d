package io.quarterdeck.state.log;

import io.quarterdeck.state.model.Commit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The newest commits, bounded by bytes, for those who are only a little behind. Thread-safe. */
public final class RecentCommits {
  private final NavigableMap<Long, Commit> commits = new TreeMap<>();
  private final long bytesMax;
  private long bytes;

  /** All commits after this revision are here. */
  private long coveredAfter;

  private long newest;

  public RecentCommits(long revision, long bytesMax) {
    this.coveredAfter = revision;
    this.newest = revision;
    this.bytesMax = bytesMax;
  }

  synchronized void add(List<Commit> added) {
    for (Commit commit : added) {
      commits.put(commit.revision(), commit);
      bytes += commit.bytes();
      newest = commit.revision();
    }
    while (bytes > bytesMax && commits.size() > 1) {
      Commit oldest = commits.pollFirstEntry().getValue();
      bytes -= oldest.bytes();
      coveredAfter = oldest.revision();
    }
  }

  public synchronized long newest() {
    return newest;
  }

  /** The commits from a revision on, at most so many; empty when they are no longer all here. */
  public synchronized Optional<List<Commit>> from(long revision, int max) {
    if (revision <= coveredAfter) {
      return Optional.empty();
    }
    List<Commit> found = new ArrayList<>();
    for (Commit commit : commits.tailMap(revision, true).values()) {
      if (found.size() == max) {
        break;
      }
      found.add(commit);
    }
    return Optional.of(found);
  }
}
