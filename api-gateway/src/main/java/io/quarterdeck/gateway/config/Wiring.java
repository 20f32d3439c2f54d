package io.quarterdeck.gateway.config;

import io.quarterdeck.gateway.authn.Authenticator;
import io.quarterdeck.gateway.authn.BoundTokens;
import io.quarterdeck.gateway.authn.ServiceAccountTokens;
import io.quarterdeck.gateway.authn.StaticTokens;
import io.quarterdeck.gateway.authz.Authorizer;
import io.quarterdeck.gateway.authz.NodePods;
import io.quarterdeck.gateway.authz.NodeRules;
import io.quarterdeck.gateway.cache.Caches;
import io.quarterdeck.model.discovery.Discovery;
import io.quarterdeck.model.kind.Kinds;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Makes what is not a bean of its own accord. */
final class Wiring {
  @Produces
  @Singleton
  ServiceAccountTokens accountTokens(GatewayConfig config) throws IOException {
    return ServiceAccountTokens.read(config.serviceAccountKey());
  }

  @Produces
  @Singleton
  Authenticator authenticator(GatewayConfig config, ServiceAccountTokens tokens, Caches caches)
      throws IOException {
    StaticTokens fixed =
        config.tokensFile().isPresent()
            ? StaticTokens.read(config.tokensFile().get())
            : StaticTokens.none();
    return new Authenticator(fixed, tokens, new BoundTokens(caches)::holds);
  }

  @Produces
  @Singleton
  Authorizer authorizer(Caches caches) {
    NodePods pods = new NodePods(caches);
    return new Authorizer(new NodeRules(pods::bound, pods::refers));
  }

  @Produces
  @Singleton
  Discovery discovery() {
    return new Discovery(Kinds.builtIn());
  }
}
