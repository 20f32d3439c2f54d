package io.quarterdeck.gateway.it;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The events of a watch, each read when it is asked for and not before. */
final class Watch implements AutoCloseable {
  private final BufferedReader lines;

  /** One event. */
  record Event(String type, JsonNode object) {
    String name() {
      return object.path("metadata").path("name").asText();
    }

    long revision() {
      return object.path("metadata").path("resourceVersion").asLong();
    }

    /** Type and name. */
    String summary() {
      return type + " " + name();
    }
  }

  Watch(InputStream stream) {
    this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  /** Waits for the next event; empty when the watch has ended. */
  Optional<Event> next() {
    try {
      String line = lines.readLine();
      return Optional.ofNullable(line).map(Watch::event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Event event(String line) {
    JsonNode json = Json.parse(line.getBytes(StandardCharsets.UTF_8));
    return new Event(json.path("type").asText(), json.path("object"));
  }

  /** So many events, bookmarks left out. */
  List<Event> take(int count) {
    List<Event> events = new ArrayList<>();
    while (events.size() < count) {
      Event event = next().orElseThrow(() -> new AssertionError("it ended after " + events));
      if (!event.type().equals("BOOKMARK")) {
        events.add(event);
      }
    }
    return events;
  }

  /** Everything up to its end. */
  List<Event> rest() {
    List<Event> events = new ArrayList<>();
    for (Optional<Event> event = next(); event.isPresent(); event = next()) {
      events.add(event.get());
    }
    return events;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
