package io.quarterdeck.gateway.proxy;

import io.quarterdeck.gateway.cache.Caches;
import io.quarterdeck.gateway.cache.FreshReads;
import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.gateway.node.NodeClient;
import io.quarterdeck.gateway.request.RequestInfo;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.kind.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** The subresource {@code proxy} of pods, services and nodes: whatever HTTP there is behind it. */
@Singleton
public class Proxying {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
  private static final int CONNECTIONS_MAX = 1_000;
  private static final int SEGMENTS_OF_NODE = 5;
  private static final int SEGMENTS_IN_NAMESPACE = 7;
  private static final String SERVICE_LABEL = "kubernetes.io/service-name";

  private final Caches caches;
  private final FreshReads fresh;
  private final NodeClient nodes;
  private final HttpClient open;

  Proxying(Vertx vertx, Caches caches, FreshReads fresh, NodeClient nodes) {
    this.caches = caches;
    this.fresh = fresh;
    this.nodes = nodes;
    this.open =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setTrustAll(true)
                .setVerifyHost(false)
                .setMaxPoolSize(CONNECTIONS_MAX)
                .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis()));
  }

  public Uni<Reply> connect(Call call, Kind kind) {
    RequestInfo info = call.info();
    ProxyName asked =
        ProxyName.parse(info.name())
            .orElseThrow(
                () ->
                    Failures.badRequest(
                        "invalid " + kind.singular() + " request \"" + info.name() + "\""));
    return fresh
        .current(kind.type())
        .map(now -> target(kind, new ObjectKey(info.namespace(), asked.name()), asked))
        .map(target -> new Reply.Handover(request -> pass(request, info, target)));
  }

  private Target target(Kind kind, ObjectKey key, ProxyName asked) {
    ApiObject object =
        object(kind.type(), key).orElseThrow(() -> Failures.notFound(kind.type(), key.name()));
    Function<ObjectKey, Optional<ApiObject>> pods = pod -> object(Resources.PODS, pod);
    return switch (kind.type().plural()) {
      case "pods" -> Targets.pod(asked, object);
      case "services" ->
          Targets.service(asked, object, slices(key), pods, ThreadLocalRandom.current());
      case "nodes" -> {
        NodeClient.Address kubelet = NodeClient.address(object);
        yield Targets.node(asked, kubelet.host(), kubelet.port());
      }
      default -> throw Failures.noSuchPath();
    };
  }

  private Optional<ApiObject> object(ResourceType type, ObjectKey key) {
    return caches.of(type).get(key).map(Item::object);
  }

  private List<ApiObject> slices(ObjectKey service) {
    return caches.of(Resources.ENDPOINT_SLICES).snapshot(service.namespace()).items().stream()
        .filter(each -> each.labels().path(SERVICE_LABEL).asText().equals(service.name()))
        .map(Item::object)
        .toList();
  }

  private Future<Void> pass(HttpServerRequest request, RequestInfo info, Target target) {
    int segments = info.namespace().isEmpty() ? SEGMENTS_OF_NODE : SEGMENTS_IN_NAMESPACE;
    String query = request.query() == null ? "" : request.query();
    ProxyPath path = ProxyPath.of(request.path(), segments, query);
    HttpClient client =
        switch (target.trust()) {
          case NODE -> nodes.client();
          case ANYBODY -> open;
        };
    return new HttpPass(request, target, path).through(client);
  }
}
