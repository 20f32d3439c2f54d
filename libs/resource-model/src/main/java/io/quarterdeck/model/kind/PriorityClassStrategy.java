package io.quarterdeck.model.kind;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.ResourceType;
import java.util.List;
import java.util.Map;

/** PriorityClasses: how important pods are; those of the system are more than all others. */
public final class PriorityClassStrategy extends SpecStrategy {
  public static final ResourceType TYPE =
      ResourceType.cluster("scheduling.k8s.io", "v1", "PriorityClass", "priorityclasses");

  private static final int HIGHEST = 1_000_000_000;
  private static final String SYSTEM = "system-";

  /** The classes that every cluster has, by their names. */
  public static final Map<String, Integer> OF_THE_SYSTEM =
      Map.of("system-cluster-critical", 2_000_000_000, "system-node-critical", 2_000_001_000);

  PriorityClassStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject priorityClass) {
    Problems problems = new Problems();
    int value = priorityClass.integer(0, "value");
    Integer expected = OF_THE_SYSTEM.get(priorityClass.name());
    if (expected != null ? value != expected : priorityClass.name().startsWith(SYSTEM)) {
      problems.forbidden(
          "metadata.name",
          "priority class names with '" + SYSTEM + "' prefix are reserved for system use only");
    } else if (expected == null && value > HIGHEST) {
      problems.forbidden("value", "maximum allowed value of a user defined priority is " + HIGHEST);
    }
    return problems.list();
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject priorityClass, ApiObject old) {
    Problems problems = new Problems();
    if (priorityClass.integer(0, "value") != old.integer(0, "value")) {
      problems.forbidden("value", "may not be changed in an update.");
    }
    problems.immutable(
        priorityClass.at("preemptionPolicy"), old.at("preemptionPolicy"), "preemptionPolicy");
    return problems.list();
  }
}
