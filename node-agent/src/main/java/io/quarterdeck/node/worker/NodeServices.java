package io.quarterdeck.node.worker;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.node.container.ConfigException;
import io.quarterdeck.role.cache.BusObjectCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The Services that containers are told of. A container waits until all of them are known: it would
 * otherwise run for good without a variable that it relies on.
 */
public record NodeServices(BusObjectCache cache, BooleanSupplier caughtUp) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Those of a namespace, and the API's own. */
  List<ApiObject> visibleFrom(String namespace) throws ConfigException {
    await();
    List<ApiObject> services = new ArrayList<>(cache.list(Resources.SERVICES, namespace));
    if (!namespace.equals("default")) {
      cache
          .get(Resources.SERVICES, new ObjectKey("default", "kubernetes"))
          .ifPresent(services::add);
    }
    return services;
  }

  private void await() throws ConfigException {
    try {
      if (!cache.await(caughtUp, PATIENCE)) {
        throw new ConfigException("the Services of the cluster have not been read yet");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConfigException("the agent stops");
    }
  }
}
