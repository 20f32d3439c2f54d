package io.quarterdeck.state.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One process on the database and its last sign of life. */
@Entity
@Table(name = "replica")
class ReplicaRow {
  @Id @Nullable String holder;
  @Nullable String address;
  long beat;
  int session;

  @Column(name = "seen_at")
  @Nullable Instant seenAt;
}
