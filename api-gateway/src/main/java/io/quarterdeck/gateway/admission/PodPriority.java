package io.quarterdeck.gateway.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.cache.Caches;
import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.kind.PriorityClassStrategy;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Gives a pod the priority of its class, or of the class that is the default one. */
@Singleton
class PodPriority {
  private static final String PREEMPTION_POLICY = "preemptionPolicy";
  private static final String PREEMPTS = "PreemptLowerPriority";

  private final Namespaces objects;
  private final Caches caches;

  PodPriority(Namespaces objects, Caches caches) {
    this.objects = objects;
    this.caches = caches;
  }

  Uni<Void> complete(ApiObject pod) {
    String name = pod.text("spec", "priorityClassName");
    Uni<Optional<ApiObject>> found =
        name.isEmpty()
            ? Uni.createFrom().item(this::globalDefault)
            : objects
                .find(PriorityClassStrategy.TYPE, new ObjectKey("", name))
                .map(item -> Optional.of(item.map(Item::object).orElseThrow(() -> missing(pod))));
    return found.invoke(priorityClass -> apply(pod, priorityClass)).replaceWithVoid();
  }

  /** Of two that came at the same time, the lower one, as in Kubernetes. */
  private Optional<ApiObject> globalDefault() {
    return defaults().min(Comparator.comparingInt(PodPriority::value));
  }

  private Stream<ApiObject> defaults() {
    return caches.of(PriorityClassStrategy.TYPE).snapshot("").items().stream()
        .map(Item::object)
        .filter(each -> each.at("globalDefault").asBoolean());
  }

  /** There is one default at most. */
  void requireOneDefault(ApiObject priorityClass) {
    if (!priorityClass.at("globalDefault").asBoolean()) {
      return;
    }
    defaults()
        .map(ApiObject::name)
        .filter(name -> !name.equals(priorityClass.name()))
        .findFirst()
        .ifPresent(
            other -> {
              throw Failures.forbidden(
                  PriorityClassStrategy.TYPE,
                  priorityClass.name(),
                  "PriorityClass "
                      + other
                      + " is already marked as default. Only one default can exist");
            });
  }

  private static int value(ApiObject priorityClass) {
    return priorityClass.integer(0, "value");
  }

  private static void apply(ApiObject pod, Optional<ApiObject> priorityClass) {
    int priority = priorityClass.map(PodPriority::value).orElse(0);
    String policy = priorityClass.map(each -> each.text(PREEMPTION_POLICY)).orElse(PREEMPTS);
    ObjectNode spec = pod.json().withObject("/spec");
    if (spec.hasNonNull("priority") && spec.path("priority").asInt() != priority) {
      throw Failures.forbidden(
          Resources.PODS,
          pod.name(),
          "the integer value of priority ("
              + spec.path("priority").asInt()
              + ") must not be provided in pod spec; priority admission controller computed "
              + priority
              + " from the given PriorityClass name");
    }
    if (spec.hasNonNull(PREEMPTION_POLICY)
        && !spec.path(PREEMPTION_POLICY).asText().equals(policy)) {
      throw Failures.forbidden(
          Resources.PODS,
          pod.name(),
          "the string value of PreemptionPolicy ("
              + spec.path(PREEMPTION_POLICY).asText()
              + ") must not be provided in pod spec; priority admission controller computed "
              + policy
              + " from the given PriorityClass name");
    }
    priorityClass.ifPresent(each -> spec.put("priorityClassName", each.name()));
    spec.put("priority", priority).put(PREEMPTION_POLICY, policy);
  }

  private static RuntimeException missing(ApiObject pod) {
    return Failures.forbidden(
        Resources.PODS,
        pod.name(),
        "no PriorityClass with name " + pod.text("spec", "priorityClassName") + " was found");
  }
}
