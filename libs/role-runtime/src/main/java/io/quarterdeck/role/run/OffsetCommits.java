package io.quarterdeck.role.run;

import io.quarterdeck.bus.Acknowledgements;
import io.quarterdeck.bus.OffsetCommitter;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what a role's controllers have acknowledged, each under a consumer group of its own. What
 * cannot be committed now is committed with what follows. For one thread.
 */
final class OffsetCommits implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OffsetCommits.class);

  private final String groupPrefix;
  private final Map<String, Object> kafka;
  private @Nullable OffsetCommitter committer;

  OffsetCommits(String cluster, String role, Map<String, Object> kafka) {
    this.groupPrefix = "quarterdeck." + cluster + "." + role + ".";
    this.kafka = kafka;
  }

  void commit(List<Controller> controllers) throws InterruptedException {
    try {
      OffsetCommitter offsets = committer;
      if (offsets == null) {
        offsets = new OffsetCommitter(kafka);
        committer = offsets;
      }
      for (Controller each : controllers) {
        commit(offsets, groupPrefix + each.name(), each.acknowledgements());
      }
    } catch (RuntimeException e) {
      LOG.warn("Cannot commit what was acknowledged: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    OffsetCommitter offsets = committer;
    if (offsets != null) {
      offsets.close();
    }
  }

  private static void commit(OffsetCommitter offsets, String group, Acknowledgements handled)
      throws InterruptedException {
    if (handled.toCommit().isEmpty()) {
      return;
    }
    handled.committed(offsets.committed(group));
    Map<TopicPartition, Long> grown = handled.toCommit();
    if (!grown.isEmpty()) {
      offsets.commit(group, grown);
      handled.committed(grown);
    }
  }
}
