package io.quarterdeck.controller.disruption;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.controller.meta.IntOrPercent;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.OwnerReference;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How many pods a budget covers when all is well, and how many of them have to be healthy. Pure.
 *
 * @param unknown why it cannot be told; then nothing may be evicted
 */
record Expected(int pods, int healthy, Optional<String> unknown) {

  /**
   * How many pods something keeps.
   *
   * @param uid whose number it is: several that belong together have one between them
   */
  record Scale(String uid, int pods) {}

  /**
   * @param scale what the controller of a pod is to keep, by its reference
   */
  static Expected of(
      ApiObject budget, List<ApiObject> pods, Function<OwnerReference, Optional<Scale>> scale) {
    JsonNode least = budget.at("spec", "minAvailable");
    JsonNode missing = budget.at("spec", "maxUnavailable");
    if (least.isNumber()) {
      return new Expected(pods.size(), least.asInt(), Optional.empty());
    }
    Set<Scale> scales = new HashSet<>();
    for (ApiObject pod : pods) {
      Optional<OwnerReference> controller = pod.controller();
      if (controller.isEmpty()) {
        continue; // A pod of nobody's counts for nothing: nothing says how many there should be.
      }
      Optional<Scale> kept = scale.apply(controller.get());
      if (kept.isEmpty()) {
        String why = "found no controllers for pod \"" + pod.name() + "\"";
        return new Expected(0, 0, Optional.of(why));
      }
      scales.add(kept.get());
    }
    int all = scales.stream().mapToInt(Scale::pods).sum();
    int healthy =
        missing.isMissingNode()
            ? IntOrPercent.roundedUp(least, all)
            : Math.max(0, all - IntOrPercent.roundedUp(missing, all));
    return new Expected(all, healthy, Optional.empty());
  }
}
