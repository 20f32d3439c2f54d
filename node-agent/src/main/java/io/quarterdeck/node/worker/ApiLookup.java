package io.quarterdeck.node.worker;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.node.container.ConfigException;
import io.quarterdeck.node.container.Environment;
import io.quarterdeck.role.Api;
import java.util.List;
import java.util.Optional;

/** Finds what the environment of a pod's containers refers to. */
record ApiLookup(Api api, NodeServices visible, String namespace) implements Environment.Lookup {
  @Override
  public Optional<ApiObject> configMap(String name) {
    return api.get(Resources.CONFIG_MAPS, new ObjectKey(namespace, name));
  }

  @Override
  public Optional<ApiObject> secret(String name) {
    return api.get(Resources.SECRETS, new ObjectKey(namespace, name));
  }

  @Override
  public List<ApiObject> services() throws ConfigException {
    return visible.visibleFrom(namespace);
  }
}
