package io.quarterdeck.node.volume;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.Resources;
import io.quarterdeck.role.Api;
import io.quarterdeck.role.ApiException;
import io.quarterdeck.role.Cause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks the API: values of secrets never travel on the bus. A token is kept until a fifth of its
 * life is left, or a day. Thread-safe.
 */
final class ApiSources implements VolumeSources {
  private static final Duration TOKEN_AGE_MAX = Duration.ofHours(24);

  private final Api api;
  private final Clock clock;
  private final Map<TokenKey, Token> tokens = new ConcurrentHashMap<>();

  private record TokenKey(String podUid, Reference.Token reference) {}

  private record Token(String text, Instant renewal) {}

  ApiSources(Api api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  @Override
  public Optional<JsonNode> find(Reference reference, ApiObject pod) throws VolumeException {
    try {
      return switch (reference) {
        case Reference.ConfigMap map -> get(Resources.CONFIG_MAPS, pod, map.name());
        case Reference.Secret secret -> get(Resources.SECRETS, pod, secret.name());
        case Reference.Token token -> Optional.of(TextNode.valueOf(token(token, pod)));
      };
    } catch (ApiException e) {
      throw new VolumeException(
          reference instanceof Reference.Token
              ? "failed to fetch token: " + e.getMessage()
              : String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void forget(String podUid) {
    tokens.keySet().removeIf(key -> key.podUid().equals(podUid));
  }

  private Optional<JsonNode> get(ResourceType type, ApiObject pod, String name) {
    return api.get(type, new ObjectKey(pod.namespace(), name)).map(ApiObject::json);
  }

  private String token(Reference.Token reference, ApiObject pod) {
    TokenKey key = new TokenKey(pod.uid(), reference);
    Instant now = clock.instant();
    Token known = tokens.get(key);
    if (known != null && now.isBefore(known.renewal())) {
      return known.text();
    }
    try {
      Token fresh = request(reference, pod, now);
      tokens.put(key, fresh);
      return fresh.text();
    } catch (ApiException e) {
      // The old one is good for a while yet: better than none while the API is away.
      if (known != null) {
        return known.text();
      }
      throw e;
    }
  }

  private Token request(Reference.Token reference, ApiObject pod, Instant now) {
    String account = pod.text("spec", "serviceAccountName");
    JsonNode answer =
        api.post(
            Resources.SERVICE_ACCOUNTS,
            new ObjectKey(pod.namespace(), account.isEmpty() ? "default" : account),
            "token",
            body(reference, pod),
            Cause.NONE);
    Instant end = Instant.parse(answer.path("status").path("expirationTimestamp").asText());
    Duration life = Duration.between(now, end).multipliedBy(4).dividedBy(5);
    return new Token(
        answer.path("status").path("token").asText(),
        now.plus(life.compareTo(TOKEN_AGE_MAX) < 0 ? life : TOKEN_AGE_MAX));
  }

  private static ObjectNode body(Reference.Token reference, ApiObject pod) {
    ObjectNode body =
        Json.object().put("apiVersion", "authentication.k8s.io/v1").put("kind", "TokenRequest");
    ObjectNode spec = body.putObject("spec");
    if (!reference.audience().isEmpty()) {
      spec.putArray("audiences").add(reference.audience());
    }
    spec.put("expirationSeconds", reference.expirationSeconds());
    spec.putObject("boundObjectRef")
        .put("apiVersion", "v1")
        .put("kind", "Pod")
        .put("name", pod.name())
        .put("uid", pod.uid());
    return body;
  }
}
