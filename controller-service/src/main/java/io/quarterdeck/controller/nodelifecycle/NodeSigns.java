package io.quarterdeck.controller.nodelifecycle;

import io.quarterdeck.controller.meta.Conditions;
import io.quarterdeck.model.ApiObject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each node was last seen to say something new. A node that is seen for the first time has
 * said something just now, so that after a start everybody gets a full period of grace.
 * Thread-safe.
 */
final class NodeSigns {
  private final Map<String, Sign> signs = new ConcurrentHashMap<>();

  private record Sign(String uid, String said, Instant at) {}

  /** Takes note of what a node says; returns since when it has said nothing else. */
  Instant note(ApiObject node, Optional<ApiObject> lease, Instant now) {
    String said =
        lease.map(each -> each.text("spec", "renewTime")).orElse("")
            + " "
            + Conditions.find(node.at("status", "conditions"), "Ready")
                .map(each -> Conditions.text(each, "lastHeartbeatTime"))
                .orElse("");
    return signs
        .merge(
            node.name(),
            new Sign(node.uid(), said, now),
            (known, fresh) ->
                known.uid().equals(fresh.uid()) && known.said().equals(fresh.said())
                    ? known
                    : fresh)
        .at();
  }

  void forget(String node) {
    signs.remove(node);
  }
}
