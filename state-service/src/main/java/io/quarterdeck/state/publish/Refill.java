package io.quarterdeck.state.publish;

import io.quarterdeck.state.fault.Step;
import io.quarterdeck.state.log.CurrentState;
import io.quarterdeck.state.log.CurrentState.Present;
import io.quarterdeck.state.log.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Fills the topics from the current state, in transactions of bounded size. Until the last of them
 * the cursor says that it is under way, so that whoever finds it broken off begins again; what the
 * topics hold beyond the state gets a tombstone. {@code changes} gets what history tells of this
 * incarnation and it does not hold yet.
 */
final class Refill {
  private static final Logger LOG = Logger.getLogger(Refill.class);
  private static final int EVENTS_MAX = 1_000;

  private final KafkaSession session;
  private final Incarnation incarnation;
  private final Sources sources;
  private final Consumer<Step> step;
  private final RefillPlanner planner;

  Refill(KafkaSession session, Incarnation incarnation, Sources sources, Consumer<Step> step) {
    this.session = session;
    this.incarnation = incarnation;
    this.sources = sources;
    this.step = step;
    this.planner = new RefillPlanner(incarnation);
  }

  /** Returns the revision up to which all is published then. */
  long run() throws InterruptedException {
    long revision = objects();
    changes(revision);
    Cursor complete = Cursor.at(incarnation.id(), revision, sources.committed(revision));
    session.publish(List.of(), complete, () -> {});
    LOG.infof("the topics are complete as of revision %d", revision);
    return revision;
  }

  private long objects() throws InterruptedException {
    try (CurrentState.View view = sources.state().open(Sources.EVERYTHING)) {
      long revision = view.revision();
      LOG.infof("the topics are filled from the state at revision %d", revision);
      publish(List.of(), revision);
      Leftovers left = session.held();
      Set<String> mailboxes = new TreeSet<>(session.mailboxes());
      for (List<Present> part = view.next(); !part.isEmpty(); part = view.next()) {
        RefillPlanner.Plan plan = planner.plan(part);
        mailboxes.addAll(plan.mailboxes());
        plan.events().forEach(event -> left.gone(event.topic(), event.key()));
        publish(plan.events(), revision);
      }
      publish(ends(left, mailboxes, revision), revision);
      return revision;
    }
  }

  private List<Event> ends(Leftovers left, Set<String> mailboxes, long revision) {
    List<Event> events = new ArrayList<>();
    left.all()
        .forEach(
            (topic, keys) ->
                keys.forEach(key -> events.add(planner.tombstone(topic, key, revision))));
    mailboxes.forEach(topic -> events.add(planner.snapshot(topic, revision)));
    return events;
  }

  private void changes(long revision) throws InterruptedException {
    PublicationPlanner commits = new PublicationPlanner(incarnation.topics(), incarnation.id());
    String changes = incarnation.topics().changes();
    long from = Math.max(incarnation.base(), session.contents().lastChange(incarnation.id())) + 1;
    while (from <= revision) {
      History.Page page = sources.past(from, revision);
      publish(
          commits.plan(page.commits()).stream()
              .filter(event -> event.topic().equals(changes))
              .toList(),
          revision);
      from = page.upTo() + 1;
    }
  }

  private void publish(List<Event> events, long revision) throws InterruptedException {
    Cursor underWay = Cursor.refilling(incarnation.id(), revision);
    int from = 0;
    do {
      int to = Math.min(events.size(), from + EVENTS_MAX);
      session.publish(events.subList(from, to), underWay, () -> {});
      step.accept(Step.DURING_REFILL);
      from = to;
    } while (from < events.size());
  }
}
