package io.quarterdeck.state.publish;

import io.quarterdeck.bus.EventHeaders;
import io.quarterdeck.bus.Topics;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.state.api.StateKey;
import io.quarterdeck.state.model.Change;
import io.quarterdeck.state.model.Commit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which records a run of commits becomes: a pure function of the previous and the next value of
 * each key.
 */
public final class PublicationPlanner {
  private final Topics topics;
  private final Envelope envelope;

  public PublicationPlanner(Topics topics, String incarnation) {
    this.topics = topics;
    this.envelope = new Envelope(topics.cluster(), incarnation);
  }

  public List<Event> plan(List<Commit> commits) {
    List<Event> events = new ArrayList<>();
    Set<String> mailboxes = new LinkedHashSet<>();
    for (Commit commit : commits) {
      for (int index = 0; index < commit.changes().size(); index++) {
        Change change = commit.changes().get(index);
        Optional<StateKey> key = StateKey.parse(change.key().bytes());
        if (key.isPresent() && !key.get().group().equals(StateKey.RANGES_GROUP)) {
          plan(new Step(commit, index, key.get(), change), events, mailboxes);
        }
      }
    }
    if (!commits.isEmpty()) {
      long revision = commits.getLast().revision();
      mailboxes.forEach(topic -> events.add(Mailboxes.snapshot(topic, envelope, revision)));
    }
    return events;
  }

  /** One change on its way. */
  private record Step(Commit commit, int index, StateKey key, Change change) {
    Optional<Projection.View> next() {
      return change.next().flatMap(entry -> Projection.of(key, entry));
    }

    Optional<Projection.View> previous() {
      return change.previous().flatMap(entry -> Projection.of(key, entry));
    }

    String resource() {
      return Envelope.resource(key);
    }

    String recordKey() {
      return Envelope.recordKey(key);
    }
  }

  private void plan(Step step, List<Event> events, Set<String> mailboxes) {
    Optional<Projection.View> next = step.next();
    Optional<Projection.View> previous = step.previous();
    boolean replaced =
        next.isPresent()
            && previous.isPresent()
            && !next.get().object().uid().equals(previous.get().object().uid());
    if (previous.isPresent() && (next.isEmpty() || replaced)) {
      deleted(step, previous.get(), replaced, events);
    }
    if (next.isPresent()) {
      boolean created = replaced || previous.isEmpty();
      stored(step, next.get(), created, events);
    }
    if (step.resource().equals(Mailboxes.PODS)) {
      mailbox(step, previous, next, events, mailboxes);
    } else if (step.resource().equals(Mailboxes.NODES) && next.isPresent() && previous.isEmpty()) {
      // A node without pods reads an empty snapshot rather than nothing.
      mailboxes.add(topics.node(step.key().name()));
    }
  }

  private void stored(Step step, Projection.View next, boolean created, List<Event> events) {
    String type = created ? EventHeaders.CREATED : EventHeaders.UPDATED;
    Map<String, String> headers = headers(step, next.object(), type, "");
    byte[] value = next.at(step.commit().revision());
    events.add(new Event(objects(step), step.recordKey(), value, headers));
    events.add(new Event(topics.changes(), subject(step), value, headers));
  }

  private void deleted(Step step, Projection.View previous, boolean replaced, List<Event> events) {
    // Two events of one change need ids of their own.
    String suffix = replaced ? "-deleted" : "";
    Map<String, String> headers = headers(step, previous.object(), EventHeaders.DELETED, suffix);
    byte[] value = previous.at(step.commit().revision());
    events.add(new Event(objects(step), step.recordKey(), value, headers));
    events.add(new Event(objects(step), step.recordKey(), null, headers));
    events.add(new Event(topics.changes(), subject(step), value, headers));
  }

  private void mailbox(
      Step step,
      Optional<Projection.View> previous,
      Optional<Projection.View> next,
      List<Event> events,
      Set<String> mailboxes) {
    String from = previous.map(view -> Mailboxes.node(view.object())).orElse("");
    String to = next.map(view -> Mailboxes.node(view.object())).orElse("");
    if (!from.isEmpty() && !from.equals(to)) {
      ApiObject left = previous.orElseThrow().object();
      Map<String, String> headers = headers(step, left, EventHeaders.DELETED, "");
      events.add(new Event(topics.node(from), step.recordKey(), null, headers));
      mailboxes.add(topics.node(from));
    }
    if (!to.isEmpty()) {
      Projection.View pod = next.orElseThrow();
      String type = from.equals(to) ? EventHeaders.UPDATED : EventHeaders.CREATED;
      Map<String, String> headers = headers(step, pod.object(), type, "");
      byte[] value = pod.at(step.commit().revision());
      events.add(new Event(topics.node(to), step.recordKey(), value, headers));
      mailboxes.add(topics.node(to));
    }
  }

  private Map<String, String> headers(Step step, ApiObject object, String type, String suffix) {
    Commit commit = step.commit();
    Map<String, String> headers =
        envelope.headers(
            step.key(),
            type,
            commit.revision(),
            commit.revision() + "-" + step.index() + suffix,
            Envelope.Provenance.of(commit.origin(), commit.time()));
    Envelope.generation(headers, object);
    return headers;
  }

  private String objects(Step step) {
    return topics.objects(step.key().plural(), step.key().group());
  }

  private static String subject(Step step) {
    return Envelope.subject(step.key());
  }
}
