package io.quarterdeck.state.publish;

import io.quarterdeck.bus.EventHeaders;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.state.api.StateKey;
import io.quarterdeck.state.model.Origin;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The headers of records. Pure. */
record Envelope(String cluster, String incarnation) {

  /** Who changed something, and when; empty where nobody knows any more. */
  record Provenance(Optional<Origin> origin, Optional<Instant> time) {
    static final Provenance LOST = new Provenance(Optional.empty(), Optional.empty());

    static Provenance of(Origin origin, Instant time) {
      return new Provenance(Optional.of(origin), Optional.of(time));
    }
  }

  /**
   * All headers of an event.
   *
   * @param id what is unique within the revision
   */
  Map<String, String> headers(
      StateKey key, String type, long revision, String id, Provenance provenance) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(EventHeaders.SPEC_VERSION, "1.0");
    headers.put(EventHeaders.ID, incarnation + "-" + id);
    headers.put(EventHeaders.TYPE, type);
    headers.put(EventHeaders.SOURCE, "/quarterdeck/" + cluster);
    headers.put(EventHeaders.SUBJECT, subject(key));
    provenance.time().ifPresent(time -> headers.put(EventHeaders.TIME, time.toString()));
    provenance.origin().ifPresent(origin -> origin(headers, origin));
    headers.putAll(position(revision));
    headers.put(EventHeaders.CONTENT_TYPE, "application/json");
    return headers;
  }

  /** Where a record stands in the order of the cluster. */
  Map<String, String> position(long revision) {
    return Map.of(
        EventHeaders.INCARNATION, incarnation, EventHeaders.REVISION, Long.toString(revision));
  }

  static void generation(Map<String, String> headers, ApiObject object) {
    if (object.generation() > 0) {
      headers.put(EventHeaders.GENERATION, Long.toString(object.generation()));
    }
  }

  static String resource(StateKey key) {
    return key.group() + "/" + key.plural();
  }

  static String recordKey(StateKey key) {
    return key.namespace() + "/" + key.name();
  }

  static String subject(StateKey key) {
    return resource(key) + "/" + recordKey(key);
  }

  private static void origin(Map<String, String> headers, Origin origin) {
    headers.put(EventHeaders.ACTOR, origin.actor());
    if (origin.cause() > 0) {
      headers.put(EventHeaders.CAUSE, Long.toString(origin.cause()));
    }
    if (!origin.traceParent().isEmpty()) {
      headers.put(EventHeaders.TRACE_PARENT, origin.traceParent());
    }
  }
}
