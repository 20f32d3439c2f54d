package io.quarterdeck.role.event;

import io.quarterdeck.model.ApiObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an object that has much to say from flooding the API, with the limits of Kubernetes'
 * clients: the same thing said again raises the count of its Event, many different messages for one
 * reason are told as one, and what an object says beyond its budget is dropped. It remembers the
 * most recent subjects only. Thread-safe.
 */
final class EventCorrelator {
  private static final int SUBJECTS_MAX = 4096;
  private static final int MESSAGES_MAX = 10;
  private static final Duration SIMILAR_WITHIN = Duration.ofMinutes(10);
  private static final double BURST = 25;
  private static final Duration ONE_MORE_EVERY = Duration.ofMinutes(5);

  /** What has been said of one thing so far. */
  record Series(String name, String message, Instant first, int count) {
    boolean isNew() {
      return count == 1;
    }
  }

  private record Subject(String kind, String uid, String namespace, String name) {
    static Subject of(ApiObject about) {
      return new Subject(about.kind(), about.uid(), about.namespace(), about.name());
    }
  }

  private record Reason(Subject subject, EventNote.Type type, String reason) {}

  /** The message is empty where several are told as one. */
  private record Said(Reason reason, String message) {}

  private record Similar(Set<String> messages, Instant last) {}

  private record Budget(double left, Instant at) {
    Budget refilled(Instant now) {
      double more =
          (double) Duration.between(at, now).toMillis() / (double) ONE_MORE_EVERY.toMillis();
      return new Budget(Math.min(BURST, left + Math.max(0, more)), now);
    }
  }

  private final Map<Said, Series> series = new Recent<>();
  private final Map<Reason, Similar> similar = new Recent<>();
  private final Map<Subject, Budget> budgets = new Recent<>();
  private long newestName;

  /** What to write for a note; empty when its object has said too much. */
  synchronized Optional<Series> correlate(EventNote note, Instant now) {
    Said said = said(note, now);
    Series before = series.get(said);
    String message =
        said.message().isEmpty()
            ? "(combined from similar events): " + note.message()
            : note.message();
    Series after =
        before == null
            ? new Series(name(note.about(), now), message, now, 1)
            : new Series(before.name(), message, before.first(), before.count() + 1);
    series.put(said, after);
    return mayPass(said.reason().subject(), now) ? Optional.of(after) : Optional.empty();
  }

  /** The API no longer has the Event: begins a new one. */
  synchronized Series renew(EventNote note, Series lost, Instant now) {
    Series fresh = new Series(name(note.about(), now), lost.message(), now, 1);
    series.put(said(note, now), fresh);
    return fresh;
  }

  private Said said(EventNote note, Instant now) {
    Reason reason = new Reason(Subject.of(note.about()), note.type(), note.reason());
    Similar known = similar.get(reason);
    Set<String> messages =
        known == null || known.last().plus(SIMILAR_WITHIN).isBefore(now)
            ? new HashSet<>()
            : known.messages();
    boolean many = messages.size() >= MESSAGES_MAX - 1 && !messages.contains(note.message());
    if (!many) {
      messages.add(note.message());
    }
    similar.put(reason, new Similar(messages, now));
    return new Said(reason, many ? "" : note.message());
  }

  private boolean mayPass(Subject subject, Instant now) {
    Budget known = budgets.get(subject);
    Budget budget = known == null ? new Budget(BURST, now) : known.refilled(now);
    boolean passes = budget.left() >= 1;
    budgets.put(subject, passes ? new Budget(budget.left() - 1, now) : budget);
    return passes;
  }

  /** Lists are sorted by name: with the time in it, Events of one second stay in their order. */
  private String name(ApiObject about, Instant now) {
    long nanos =
        Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
    newestName = Math.max(newestName + 1, nanos);
    return about.name() + "." + Long.toHexString(newestName);
  }

  /** Forgets what was least recently used. */
  private static final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.@Nullable Entry<K, V> eldest) {
      return size() > SUBJECTS_MAX;
    }
  }
}
