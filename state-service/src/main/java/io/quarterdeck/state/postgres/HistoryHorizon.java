package io.quarterdeck.state.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** From where on the history tells the state at each revision. */
@Entity
@Table(name = "history_horizon")
class HistoryHorizon {
  static final int ID = 1;

  @Id int id;
  long revision;

  @Column(name = "trimmed_revision")
  long trimmed;
}
