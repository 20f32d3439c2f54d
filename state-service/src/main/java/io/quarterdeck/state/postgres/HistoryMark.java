package io.quarterdeck.state.postgres;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** When a revision was the newest. */
@Entity
@Table(name = "history_mark")
class HistoryMark {
  @Id long revision;
  Instant at = Instant.EPOCH;
}
