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
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes Events. The same thing said again raises the count of the Event that said it. An Event
 * that cannot be written is logged and lost: it must not hold up the work that it tells of.
 */
public final class EventRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final int MESSAGE_MAX = 1024;

  private final Api api;
  private final String component;
  private final Clock clock;

  public EventRecorder(Api api, String component, Clock clock) {
    this.api = api;
    this.component = component;
    this.clock = clock;
  }

  public void record(EventNote note, Cause cause) {
    try {
      Instant now = clock.instant();
      ApiObject event = event(note, component, now);
      Optional<ApiObject> before = api.get(Resources.EVENTS, event.key());
      if (before.isPresent()) {
        api.patch(
            Resources.EVENTS,
            event.key(),
            PatchType.MERGE,
            Json.object()
                .put("count", before.get().integer(1, "count") + 1)
                .put("lastTimestamp", now.truncatedTo(ChronoUnit.SECONDS).toString()),
            cause);
      } else {
        api.create(Resources.EVENTS, event, cause);
      }
    } catch (ApiException e) {
      LOG.debug("Event {} of {} is lost: {}", note.reason(), note.about(), e.getMessage());
    }
  }

  static ApiObject event(EventNote note, String component, Instant now) {
    ApiObject about = note.about();
    String message = shortened(note.message());
    String namespace = about.namespace().isEmpty() ? "default" : about.namespace();
    String letters =
        digest(about.kind(), about.uid(), component, note.type().word(), note.reason(), message);
    ApiObject event =
        ApiObject.create(Resources.EVENTS, new ObjectKey(namespace, about.name() + "." + letters));
    ObjectNode json = event.json();
    json.set("involvedObject", reference(about));
    json.put("reason", note.reason()).put("message", message);
    json.putObject("source").put("component", component);
    json.put("firstTimestamp", now.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("lastTimestamp", now.truncatedTo(ChronoUnit.SECONDS).toString());
    json.put("count", 1).put("type", note.type().word());
    json.put("reportingComponent", component).put("reportingInstance", "");
    return event;
  }

  /** The same letters for the same Event, so that a second one finds the first. */
  private static String digest(String... parts) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
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
