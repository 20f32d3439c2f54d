package io.quarterdeck.model.kind;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.util.List;

/** Namespaces: they go when a controller has seen to it that nothing is left in them. */
final class NamespaceStrategy extends SpecStrategy {
  NamespaceStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<String> checkName(String name) {
    return Names.dnsLabel(name);
  }

  @Override
  public void prepareForCreate(ApiObject namespace) {
    super.prepareForCreate(namespace);
    namespace.json().putObject("status").put("phase", "Active");
    var finalizers = namespace.json().withObject("/spec").withArray("/finalizers");
    boolean there = finalizers.valueStream().anyMatch(each -> each.asText().equals("kubernetes"));
    if (!there) {
      finalizers.add("kubernetes");
    }
    label(namespace);
  }

  @Override
  public void prepareForUpdate(ApiObject namespace, ApiObject old) {
    super.prepareForUpdate(namespace, old);
    namespace.json().withObject("/spec").set("finalizers", old.at("spec", "finalizers").deepCopy());
    label(namespace);
  }

  /** The phase follows the deletion: admission goes by it. */
  @Override
  public List<FieldError> validateStatusUpdate(ApiObject namespace, ApiObject old) {
    boolean ends = namespace.isBeingDeleted();
    String phase = namespace.text("status", "phase");
    String wanted = ends ? "Terminating" : "Active";
    if (phase.equals(wanted)) {
      return List.of();
    }
    String when = ends ? "is not empty" : "is empty";
    return List.of(
        FieldError.invalid(
            "status.Phase",
            '"' + phase + '"',
            "may only be '" + wanted + "' if `deletionTimestamp` " + when));
  }

  /** So that selectors of namespaces can name one. */
  private static void label(ApiObject namespace) {
    namespace
        .json()
        .withObject("/metadata")
        .withObject("/labels")
        .put("kubernetes.io/metadata.name", namespace.name());
  }
}
