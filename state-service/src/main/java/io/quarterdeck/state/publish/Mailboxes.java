package io.quarterdeck.state.publish;

import io.quarterdeck.bus.EventHeaders;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;

/** What is common to whoever fills the topics of nodes. Pure. */
final class Mailboxes {
  static final String PODS = "core/pods";
  static final String NODES = "core/nodes";

  private Mailboxes() {}

  /** Where a pod is bound to; empty when it is not. */
  static String node(ApiObject pod) {
    return pod.text("spec", "nodeName");
  }

  /** The record that closes a view which is complete as of a revision. */
  static Event snapshot(String topic, Envelope envelope, long revision) {
    byte[] value =
        Json.bytes(
            Json.object().put("incarnation", envelope.incarnation()).put("revision", revision));
    return new Event(topic, EventHeaders.SNAPSHOT_KEY, value, envelope.position(revision));
  }
}
