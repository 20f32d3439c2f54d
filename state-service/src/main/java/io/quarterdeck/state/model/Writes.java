package io.quarterdeck.state.model;

import java.util.List;

/**
 * What becomes durable together, or not at all.
 *
 * @param commits in revision order
 * @param leases in the order in which they were decided; no revision goes with them
 */
public record Writes(List<Commit> commits, List<LeaseChange> leases) {

  public boolean isEmpty() {
    return commits.isEmpty() && leases.isEmpty();
  }
}
