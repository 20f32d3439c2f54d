package io.quarterdeck.state.postgres;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is true of the cluster as a whole. */
@Entity
@Table(name = "cluster_meta")
class ClusterMeta {
  static final int ID = 1;

  @Id int id;
  @Nullable String incarnation;

  @Column(name = "cluster_id")
  long clusterId;

  @Column(name = "base_revision")
  long baseRevision;

  @Column(name = "compact_revision")
  long compactRevision;

  @Column(name = "published_revision")
  long publishedRevision;

  @Column(name = "created_at")
  @Nullable Instant createdAt;
}
