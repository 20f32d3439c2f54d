package io.quarterdeck.gateway.subresource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.authn.ServiceAccountTokens;
import io.quarterdeck.gateway.authn.ServiceAccountTokens.Claims;
import io.quarterdeck.gateway.cache.Caches;
import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.content.Accepted;
import io.quarterdeck.gateway.content.Bodies;
import io.quarterdeck.gateway.content.Render;
import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.gateway.verb.Reads;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.schema.Defaults;
import io.quarterdeck.model.schema.Schema;
import io.quarterdeck.model.schema.Schemas;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The subresource {@code token} of a service account: tokens that end, bound to a pod if asked. */
@Singleton
public class AccountTokens {
  private static final ResourceType REQUESTS =
      ResourceType.namespaced(
          "authentication.k8s.io", "v1", "TokenRequest", "serviceaccounts/token");
  private static final long SECONDS_MIN = 600;
  private static final long SECONDS_MAX = 1L << 32;
  private static final long SECONDS_DEFAULT = 3600;

  private final Reads reads;
  private final Caches caches;
  private final ServiceAccountTokens tokens;

  AccountTokens(Reads reads, Caches caches, ServiceAccountTokens tokens) {
    this.reads = reads;
    this.caches = caches;
    this.tokens = tokens;
  }

  public Uni<Reply> create(Call call, Kind kind) {
    Accepted accepted = Accepted.of(call.headers().accept());
    Schema schema =
        Schemas.builtIn()
            .forKind(REQUESTS.apiVersion(), REQUESTS.kind())
            .orElseThrow(() -> new IllegalStateException("the schema of TokenRequest is missing"));
    ApiObject request =
        ApiObject.of(Bodies.read(call, REQUESTS.apiVersion(), REQUESTS.kind(), schema).object());
    Defaults.apply(schema, request.json());
    long seconds = request.at("spec", "expirationSeconds").asLong(SECONDS_DEFAULT);
    requireBounds(request, seconds);
    return reads
        .find(call, kind)
        .map(account -> Render.reply(201, accepted.form(), issue(request, account, seconds)));
  }

  private static void requireBounds(ApiObject request, long seconds) {
    String value = Long.toString(seconds);
    if (seconds < SECONDS_MIN) {
      throw invalid(
          request,
          FieldError.invalid(
              "spec.expirationSeconds", value, "may not specify a duration less than 10 minutes"));
    }
    if (seconds > SECONDS_MAX) {
      throw invalid(
          request,
          FieldError.invalid(
              "spec.expirationSeconds",
              value,
              "may not specify a duration larger than 2^32 seconds"));
    }
  }

  private static RuntimeException invalid(ApiObject request, FieldError error) {
    return Failures.invalid(REQUESTS, request.name(), List.of(error));
  }

  private ObjectNode issue(ApiObject request, Item account, long seconds) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Instant expiry = now.plusSeconds(seconds);
    List<String> audiences = new ArrayList<>();
    request.at("spec", "audiences").forEach(each -> audiences.add(each.asText()));
    if (audiences.isEmpty()) {
      audiences.add(ServiceAccountTokens.ISSUER);
    }
    Item pod = boundPod(request, account);
    Claims claims =
        new Claims(
            account.key().namespace(),
            account.key().name(),
            account.uid(),
            pod == null ? "" : pod.key().name(),
            pod == null ? "" : pod.uid(),
            audiences,
            UUID.randomUUID().toString());
    ObjectNode answer = request.json().deepCopy();
    answer
        .withObject("/metadata")
        .put("name", account.key().name())
        .put("namespace", account.key().namespace())
        .put("creationTimestamp", now.toString());
    ObjectNode spec = answer.withObject("/spec").put("expirationSeconds", seconds);
    audiences.forEach(spec.putArray("audiences")::add);
    answer
        .putObject("status")
        .put("token", tokens.issue(claims, now, expiry))
        .put("expirationTimestamp", expiry.toString());
    return answer;
  }

  private @org.jspecify.annotations.Nullable Item boundPod(ApiObject request, Item account) {
    String kind = request.text("spec", "boundObjectRef", "kind");
    if (kind.isEmpty()) {
      return null;
    }
    String name = request.text("spec", "boundObjectRef", "name");
    String uid = request.text("spec", "boundObjectRef", "uid");
    if (!kind.equals("Pod")) {
      throw Failures.badRequest("cannot bind token to object of type " + kind);
    }
    Item pod =
        caches
            .of(Resources.PODS)
            .get(new ObjectKey(account.key().namespace(), name))
            .orElseThrow(() -> Failures.notFound(Resources.PODS, name));
    if (!uid.isEmpty() && !uid.equals(pod.uid())) {
      throw Failures.conflict(
          Resources.PODS,
          name,
          "the UID in the bound object reference ("
              + uid
              + ") does not match the UID in record. The object might have been deleted and then"
              + " recreated");
    }
    if (!pod.object().text("spec", "serviceAccountName").equals(account.key().name())) {
      throw Failures.badRequest(
          "cannot bind token for serviceaccount \""
              + account.key().name()
              + "\" to pod running with different serviceaccount name.");
    }
    return pod;
  }
}
