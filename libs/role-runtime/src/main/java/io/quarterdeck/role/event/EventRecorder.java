package io.quarterdeck.role.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.ApiException;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.PatchType;
import io.quarterdeck.role.event.EventCorrelator.Series;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes Events, as many as {@link EventCorrelator} lets pass. An Event that cannot be written is
 * logged and lost: it must not hold up the work that it tells of.
 */
public final class EventRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final int MESSAGE_MAX = 1024;

  private final Api api;
  private final String component;
  private final String host;
  private final Clock clock;
  private final EventCorrelator correlator = new EventCorrelator();

  /** Of a role that the cluster has one of. */
  public EventRecorder(Api api, String component, Clock clock) {
    this(api, component, "", clock);
  }

  /** Of a role that each node has: {@code host} is the node's name. */
  public EventRecorder(Api api, String component, String host, Clock clock) {
    this.api = api;
    this.component = component;
    this.host = host;
    this.clock = clock;
  }

  public void record(EventNote note, Cause cause) {
    Instant now = clock.instant();
    try {
      Optional<Series> series = correlator.correlate(note, now);
      if (series.isPresent() && (series.get().isNew() || !raised(note, series.get(), now, cause))) {
        create(note, series.get(), now, cause);
      }
    } catch (ApiException e) {
      LOG.debug("Event {} of {} is lost: {}", note.reason(), note.about(), e.getMessage());
    }
  }

  private void create(EventNote note, Series series, Instant now, Cause cause) {
    Series begun = series.isNew() ? series : correlator.renew(note, series, now);
    api.create(Resources.EVENTS, event(note, begun, component, host, now), cause);
  }

  /** Says that it happened again; false when the API has forgotten that it ever did. */
  private boolean raised(EventNote note, Series series, Instant now, Cause cause) {
    try {
      ObjectNode patch =
          Json.object()
              .put("count", series.count())
              .put("lastTimestamp", seconds(now))
              .put("message", shortened(series.message()));
      ObjectKey key = new ObjectKey(namespace(note.about()), series.name());
      api.patch(Resources.EVENTS, key, PatchType.MERGE, patch, cause);
      return true;
    } catch (ApiException e) {
      if (e.isNotFound()) {
        return false;
      }
      throw e;
    }
  }

  static ApiObject event(
      EventNote note, Series series, String component, String host, Instant now) {
    ObjectKey key = new ObjectKey(namespace(note.about()), series.name());
    ApiObject event = ApiObject.create(Resources.EVENTS, key);
    ObjectNode json = event.json();
    json.set("involvedObject", reference(note.about()));
    json.put("reason", note.reason()).put("message", shortened(series.message()));
    ObjectNode from = json.putObject("source").put("component", component);
    if (!host.isEmpty()) {
      from.put("host", host);
    }
    json.put("firstTimestamp", seconds(series.first())).put("lastTimestamp", seconds(now));
    json.put("count", series.count()).put("type", note.type().word());
    json.put("reportingComponent", component).put("reportingInstance", host);
    return event;
  }

  private static String namespace(ApiObject about) {
    return about.namespace().isEmpty() ? "default" : about.namespace();
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static ObjectNode reference(ApiObject about) {
    ObjectNode reference =
        Json.object()
            .put("apiVersion", about.apiVersion())
            .put("kind", about.kind())
            .put("name", about.name());
    if (!about.namespace().isEmpty()) {
      reference.put("namespace", about.namespace());
    }
    reference.put("uid", about.uid());
    if (!about.resourceVersion().isEmpty()) {
      reference.put("resourceVersion", about.resourceVersion());
    }
    return reference;
  }

  private static String shortened(String message) {
    return message.length() > MESSAGE_MAX ? message.substring(0, MESSAGE_MAX) : message;
  }
}
