package io.quarterdeck.state.publish;

import io.quarterdeck.bus.Topics;
import io.quarterdeck.state.api.StateKey;
import io.quarterdeck.state.log.CurrentState;
import io.quarterdeck.state.log.CurrentState.Present;
import io.quarterdeck.state.model.Commit;
import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.model.KeyRange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Drops the topic of a node that is gone once nothing is bound to it. Looks at what exists, not at
 * what happened: a node that was made anew meanwhile keeps its topic. Blocks its caller.
 */
final class MailboxCollector {
  private static final Logger LOG = Logger.getLogger(MailboxCollector.class);

  private final KafkaSession session;
  private final Topics topics;
  private final CurrentState state;

  /** Of nodes that are gone: to be looked at again when something goes there. */
  private final Set<String> abandoned = new HashSet<>();

  MailboxCollector(KafkaSession session, Topics topics, CurrentState state) {
    this.session = session;
    this.topics = topics;
    this.state = state;
  }

  /** Looks at the topics of all nodes. */
  void collect() throws InterruptedException {
    Set<String> nodes = new HashSet<>();
    Set<String> bound = new HashSet<>();
    read(Mailboxes.NODES, (key, view) -> nodes.add(topics.node(key.name())));
    read(Mailboxes.PODS, (key, view) -> bound.add(topics.node(Mailboxes.node(view.object()))));
    Set<String> unowned = new HashSet<>(session.mailboxes());
    unowned.removeAll(nodes);
    Set<String> unused = new HashSet<>(unowned);
    unused.removeAll(bound);
    if (!unused.isEmpty()) {
      LOG.infof("the nodes of %s are gone", unused);
      session.drop(unused);
    }
    abandoned.removeAll(nodes);
    abandoned.addAll(unowned);
  }

  /** Looks again if what was just published concerns a node that is gone. */
  void published(List<Commit> commits, List<Event> events) throws InterruptedException {
    if (commits.stream().anyMatch(MailboxCollector::endsNode)
        || events.stream().map(Event::topic).anyMatch(abandoned::contains)) {
      collect();
    }
  }

  private static boolean endsNode(Commit commit) {
    return commit.changes().stream()
        .filter(change -> change.deleted())
        .anyMatch(
            change ->
                StateKey.parse(change.key().bytes())
                    .filter(key -> Envelope.resource(key).equals(Mailboxes.NODES))
                    .isPresent());
  }

  /** What is to be known of each object of a resource. */
  private interface Look {
    void at(StateKey key, Projection.View view);
  }

  private void read(String resource, Look look) {
    KeyRange range = KeyRange.prefix(Key.of(StateKey.ROOT + resource + "/"));
    try (CurrentState.View view = state.open(range)) {
      for (List<Present> part = view.next(); !part.isEmpty(); part = view.next()) {
        for (Present present : part) {
          StateKey.parse(present.entry().key().bytes())
              .ifPresent(
                  key ->
                      Projection.of(key, present.entry())
                          .ifPresent(object -> look.at(key, object)));
        }
      }
    }
  }
}
