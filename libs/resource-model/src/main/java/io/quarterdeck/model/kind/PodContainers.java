package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.BiConsumer;

/** Goes through the containers of a pod of all kinds. */
final class PodContainers {
  private static final List<String> LISTS =
      List.of("initContainers", "containers", EphemeralContainers.LIST);

  private PodContainers() {}

  /** Each with its path below that of the spec. */
  static void each(JsonNode spec, String at, BiConsumer<JsonNode, String> check) {
    for (String list : LISTS) {
      JsonNode containers = spec.path(list);
      for (int i = 0; i < containers.size(); i++) {
        check.accept(containers.get(i), at + "." + list + "[" + i + "]");
      }
    }
  }
}
