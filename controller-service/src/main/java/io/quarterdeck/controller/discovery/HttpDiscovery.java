package io.quarterdeck.controller.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.ApiException;
import io.quarterdeck.role.Cause;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Asks the API, and remembers the answer for a while. Thread-safe. */
public final class HttpDiscovery implements Discovery {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration REMEMBERED = Duration.ofSeconds(30);

  private final HttpClient client;
  private final URI server;
  private final Clock clock;
  private volatile @Nullable Answer last;

  private record Answer(List<ResourceType> types, Instant at) {}

  public HttpDiscovery(URI server, SSLContext tls, Clock clock) {
    this.server = server;
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(tls)
            .connectTimeout(TIMEOUT)
            .build();
  }

  @Override
  public List<ResourceType> types() {
    Answer known = last;
    Instant now = clock.instant();
    if (known != null && now.isBefore(known.at().plus(REMEMBERED))) {
      return known.types();
    }
    Answer fresh = new Answer(discover(), now);
    last = fresh;
    return fresh.types();
  }

  @Override
  public void finalizeNamespace(ApiObject namespace, Cause cause) {
    HttpRequest.Builder request =
        request(Resources.NAMESPACES.path(namespace.key()) + "/finalize")
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofByteArray(namespace.bytes()));
    if (cause.revision() > 0) {
      request.header("Quarterdeck-Cause", Long.toString(cause.revision()));
    }
    send(request.build());
  }

  /** A group that cannot be read fails the whole: what it holds must not count as nothing. */
  private List<ResourceType> discover() {
    List<ResourceType> types = new ArrayList<>(Discovery.read("", "v1", get("/api/v1")));
    for (JsonNode group : get("/apis").path("groups")) {
      String name = group.path("name").asText();
      String preferred = group.path("preferredVersion").path("version").asText();
      Set<String> seen = new HashSet<>();
      List<String> versions = new ArrayList<>(List.of(preferred));
      group.path("versions").forEach(each -> versions.add(each.path("version").asText()));
      for (String version : versions.stream().distinct().toList()) {
        Discovery.read(name, version, get("/apis/" + name + "/" + version)).stream()
            .filter(type -> seen.add(type.plural()))
            .forEach(types::add);
      }
    }
    return List.copyOf(types);
  }

  private JsonNode get(String path) {
    return send(request(path).GET().build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .timeout(TIMEOUT)
        .header("Accept", "application/json")
        .header("User-Agent", "quarterdeck-controller");
  }

  private JsonNode send(HttpRequest request) {
    try {
      var response = client.send(request, BodyHandlers.ofByteArray());
      if (response.statusCode() < 300) {
        return Json.parse(response.body());
      }
      throw new ApiException(
          response.statusCode(),
          reason(response.statusCode()),
          request.method() + " " + request.uri() + ": HTTP " + response.statusCode());
    } catch (IOException e) {
      throw new ApiException(request.method() + " " + request.uri() + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException("interrupted", e);
    }
  }

  private static String reason(int code) {
    return switch (code) {
      case 404 -> "NotFound";
      case 409 -> "Conflict";
      default -> "";
    };
  }
}
