package io.quarterdeck.state.publish;

import io.quarterdeck.bus.EventHeaders;
import io.quarterdeck.bus.Topics;
import io.quarterdeck.state.api.StateKey;
import io.quarterdeck.state.log.CurrentState.Present;
import io.quarterdeck.state.log.CurrentState.Written;
import io.quarterdeck.state.model.Entry;
import io.quarterdeck.state.publish.Envelope.Provenance;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which records the current state becomes when topics are filled anew: for each object the one that
 * its last change was published as. Pure.
 */
final class RefillPlanner {
  private final Topics topics;
  private final Envelope envelope;
  private final long base;

  /** A planner for one incarnation. */
  RefillPlanner(Incarnation incarnation) {
    this.topics = incarnation.topics();
    this.envelope = new Envelope(topics.cluster(), incarnation.id());
    this.base = incarnation.base();
  }

  /**
   * Records of a part of the state.
   *
   * @param mailboxes of which the part says something, be it that a node exists
   */
  record Plan(List<Event> events, Set<String> mailboxes) {}

  Plan plan(List<Present> part) {
    Plan plan = new Plan(new ArrayList<>(), new LinkedHashSet<>());
    for (Present present : part) {
      StateKey.parse(present.entry().key().bytes())
          .filter(key -> !key.group().equals(StateKey.RANGES_GROUP))
          .ifPresent(key -> add(key, present, plan));
    }
    return plan;
  }

  /** Ends what a topic holds and the state does not. */
  Event tombstone(String topic, String recordKey, long revision) {
    return new Event(topic, recordKey, null, envelope.position(revision));
  }

  Event snapshot(String mailbox, long revision) {
    return Mailboxes.snapshot(mailbox, envelope, revision);
  }

  private void add(StateKey key, Present present, Plan plan) {
    Entry entry = present.entry();
    Optional<Projection.View> published = Projection.of(key, entry);
    if (published.isEmpty()) {
      return;
    }
    Projection.View view = published.get();
    Map<String, String> headers = headers(key, present);
    Envelope.generation(headers, view.object());
    byte[] value = view.at(entry.modRevision());
    String recordKey = Envelope.recordKey(key);
    plan.events()
        .add(new Event(topics.objects(key.plural(), key.group()), recordKey, value, headers));
    if (Envelope.resource(key).equals(Mailboxes.NODES)) {
      plan.mailboxes().add(topics.node(key.name()));
    }
    String node =
        Envelope.resource(key).equals(Mailboxes.PODS) ? Mailboxes.node(view.object()) : "";
    if (!node.isEmpty()) {
      plan.mailboxes().add(topics.node(node));
      plan.events().add(new Event(topics.node(node), recordKey, value, headers));
    }
  }

  private Map<String, String> headers(StateKey key, Present present) {
    Entry entry = present.entry();
    boolean created = entry.modRevision() == entry.createRevision();
    String type = created ? EventHeaders.CREATED : EventHeaders.UPDATED;
    String index =
        present.written().map(it -> Integer.toString(it.index())).orElse(Envelope.subject(key));
    Provenance provenance =
        present.written().map(RefillPlanner::provenance).orElse(Provenance.LOST);
    return envelope.headers(
        key,
        type,
        // Records of an incarnation are beyond those of earlier ones, however old the object is.
        Math.max(entry.modRevision(), base),
        entry.modRevision() + "-" + index,
        provenance);
  }

  private static Provenance provenance(Written written) {
    return Provenance.of(written.origin(), written.time());
  }
}
