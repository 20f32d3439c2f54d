package io.quarterdeck.bus;

import java.util.HashSet;
import java.util.Set;

/**
 * Tells the records of the cluster's current incarnation from those of earlier ones. Topics
 * progress independently, so records of both may come in any order; the revisions of a new
 * incarnation are beyond all of the old ones, and that decides. Not thread-safe.
 */
final class Incarnations {
  private final Set<String> older = new HashSet<>();
  private String current = "";
  private long revision;

  /** What a record is, given all that were judged before it. */
  enum Verdict {
    CURRENT,
    /** The first of a new incarnation: what came before it on any topic is void. */
    NEWER,
    /** Left over from before a restore: void. */
    OLDER
  }

  /** Judges a record; one that names no incarnation belongs to the current one. */
  Verdict judge(String incarnation, long recordRevision) {
    if (incarnation.isEmpty() || incarnation.equals(current)) {
      return Verdict.CURRENT;
    }
    if (older.contains(incarnation)) {
      return Verdict.OLDER;
    }
    if (!current.isEmpty() && recordRevision < revision) {
      older.add(incarnation);
      return Verdict.OLDER;
    }
    boolean first = current.isEmpty();
    older.add(current);
    current = incarnation;
    revision = recordRevision;
    return first ? Verdict.CURRENT : Verdict.NEWER;
  }
}
