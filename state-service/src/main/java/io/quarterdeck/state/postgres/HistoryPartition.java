package io.quarterdeck.state.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A partition of the history and the span of time that it covers, once that is known. */
@Entity
@Table(name = "history_partition")
class HistoryPartition {
  @Id
  @Column(name = "from_revision")
  long from;

  @Column(name = "to_revision")
  long to;

  String name = "";

  @Column(name = "created_at")
  Instant createdAt = Instant.EPOCH;

  @Column(name = "began_at")
  @Nullable Instant beganAt;

  @Column(name = "ended_at")
  @Nullable Instant endedAt;
}
