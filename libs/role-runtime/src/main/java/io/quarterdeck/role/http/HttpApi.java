package io.quarterdeck.role.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.ApiException;
import io.quarterdeck.role.Cause;
import io.quarterdeck.role.DeleteOptions;
import io.quarterdeck.role.PatchType;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLContext;

/**
 * The API over HTTPS with the role's certificate. Only reads are retried: whether a write whose
 * answer got lost took place, its caller finds out by looking again. Thread-safe.
 */
public final class HttpApi implements Api {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final int IN_FLIGHT_MAX = 32;
  private static final int READ_ATTEMPTS = 3;
  private static final long READ_RETRY_MS = 150;
  private static final int PAGE = 500;
  private static final String JSON = "application/json";

  private final HttpClient client;
  private final URI server;
  private final String userAgent;
  private final Duration timeout;
  private final Semaphore inFlight = new Semaphore(IN_FLIGHT_MAX);

  /** A call that is not answered within this time has failed. */
  public HttpApi(URI server, SSLContext tls, String userAgent, Duration timeout) {
    this.server = server;
    this.timeout = timeout;
    this.userAgent = userAgent;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(tls)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  @Override
  public Optional<ApiObject> get(ResourceType type, ObjectKey key) {
    try {
      return Optional.of(object(read(type.path(key))));
    } catch (ApiException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public List<ApiObject> list(ResourceType type, String namespace, String labelSelector) {
    List<ApiObject> objects = new ArrayList<>();
    String next = "";
    do {
      StringBuilder path = new StringBuilder(type.path(namespace)).append("?limit=" + PAGE);
      if (!labelSelector.isEmpty()) {
        path.append("&labelSelector=").append(encode(labelSelector));
      }
      if (!next.isEmpty()) {
        path.append("&continue=").append(encode(next));
      }
      JsonNode page = read(path.toString());
      for (JsonNode item : page.path("items")) {
        ObjectNode json = (ObjectNode) item;
        json.put("apiVersion", type.apiVersion()).put("kind", type.kind());
        objects.add(ApiObject.of(json));
      }
      next = page.path("metadata").path("continue").asText("");
    } while (!next.isEmpty());
    return objects;
  }

  @Override
  public ApiObject create(ResourceType type, ApiObject object, Cause cause) {
    return object(write("POST", type.path(object.namespace()), JSON, object.json(), cause));
  }

  @Override
  public ApiObject update(ResourceType type, ApiObject object, Cause cause) {
    return object(write("PUT", type.path(object.key()), JSON, object.json(), cause));
  }

  @Override
  public ApiObject updateStatus(ResourceType type, ApiObject object, Cause cause) {
    return object(write("PUT", type.path(object.key()) + "/status", JSON, object.json(), cause));
  }

  @Override
  public ApiObject patch(
      ResourceType type, ObjectKey key, PatchType patchType, JsonNode patch, Cause cause) {
    return object(write("PATCH", type.path(key), patchType.mediaType(), patch, cause));
  }

  @Override
  public ApiObject patchStatus(
      ResourceType type, ObjectKey key, PatchType patchType, JsonNode patch, Cause cause) {
    return object(write("PATCH", type.path(key) + "/status", patchType.mediaType(), patch, cause));
  }

  @Override
  public JsonNode post(
      ResourceType type, ObjectKey key, String subresource, JsonNode body, Cause cause) {
    return write("POST", type.path(key) + "/" + subresource, JSON, body, cause);
  }

  @Override
  public void delete(ResourceType type, ObjectKey key, DeleteOptions options, Cause cause) {
    try {
      write("DELETE", type.path(key), JSON, body(options), cause);
    } catch (ApiException e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }

  static ObjectNode body(DeleteOptions options) {
    ObjectNode body = Json.object().put("apiVersion", "v1").put("kind", "DeleteOptions");
    String uid = options.uid();
    String version = options.resourceVersion();
    if (uid != null || version != null) {
      ObjectNode preconditions = body.putObject("preconditions");
      if (uid != null) {
        preconditions.put("uid", uid);
      }
      if (version != null) {
        preconditions.put("resourceVersion", version);
      }
    }
    Long grace = options.gracePeriodSeconds();
    if (grace != null) {
      body.put("gracePeriodSeconds", grace);
    }
    String propagation = options.propagationPolicy();
    if (propagation != null) {
      body.put("propagationPolicy", propagation);
    }
    return body;
  }

  private JsonNode read(String path) {
    for (int attempt = 1; ; attempt++) {
      try {
        return send(request(path).GET().build());
      } catch (ApiException e) {
        boolean passing = e.code() == 0 || e.code() == 429 || e.code() >= 500;
        if (!passing || attempt == READ_ATTEMPTS) {
          throw e;
        }
      }
      pause(READ_RETRY_MS * attempt);
    }
  }

  private JsonNode write(String method, String path, String mediaType, JsonNode body, Cause cause) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", mediaType)
            .method(method, BodyPublishers.ofByteArray(Json.bytes(body)));
    if (cause.revision() > 0) {
      request.header("Quarterdeck-Cause", Long.toString(cause.revision()));
    }
    return send(request.build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .timeout(timeout)
        .header("Accept", JSON)
        .header("User-Agent", userAgent);
  }

  private JsonNode send(HttpRequest request) {
    try {
      inFlight.acquire();
      try {
        return answer(client.send(request, BodyHandlers.ofByteArray()));
      } finally {
        inFlight.release();
      }
    } catch (IOException e) {
      throw new ApiException(request.method() + " " + request.uri() + ": " + e, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static JsonNode answer(HttpResponse<byte[]> response) {
    if (response.statusCode() < 300) {
      return Json.parse(response.body());
    }
    JsonNode status = Json.object();
    try {
      status = Json.parse(response.body());
    } catch (RuntimeException e) {
      // A proxy between us and the gateway need not speak Status; the code alone must do.
      status = Json.object();
    }
    throw new ApiException(
        response.statusCode(),
        status.path("reason").asText(""),
        status.path("message").asText("HTTP " + response.statusCode()));
  }

  private static ApiObject object(JsonNode json) {
    return ApiObject.of((ObjectNode) json);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static ApiException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new ApiException("interrupted", e);
  }
}
