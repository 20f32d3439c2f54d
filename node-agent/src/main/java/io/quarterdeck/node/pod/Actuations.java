package io.quarterdeck.node.pod;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;

/** Hears with which resources containers run, as the runtime is told. */
@FunctionalInterface
public interface Actuations {
  void actuated(ApiObject pod, String container, String id, JsonNode resources);
}
