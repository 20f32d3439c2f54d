package io.quarterdeck.state.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who leads: the one row that fences every commit. */
@Entity
@Table(name = "leader")
class LeaderEpoch {
  static final int ID = 1;

  @Id int id;
  long epoch;
  @Nullable String holder;

  @Column(name = "taken_at")
  @Nullable Instant takenAt;
}
