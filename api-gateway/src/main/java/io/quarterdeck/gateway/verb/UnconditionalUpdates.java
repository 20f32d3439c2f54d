package io.quarterdeck.gateway.verb;

import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.kind.Kind;
import java.util.List;

/** Of most kinds an update need not say which version it replaces; of these it must. Pure. */
final class UnconditionalUpdates {
  private UnconditionalUpdates() {}

  static void refuse(Kind kind, ApiObject wanted) {
    String version = wanted.resourceVersion();
    boolean unsaid = version.isEmpty() || version.equals("0");
    if (unsaid && !kind.strategy().allowsUnconditionalUpdate()) {
      ResourceType type = kind.type();
      // The message of this one names the resource where others name the kind.
      ResourceType named =
          ResourceType.namespaced(type.group(), type.version(), type.plural(), type.plural());
      throw Failures.invalid(
          named,
          wanted.name(),
          List.of(
              FieldError.invalid(
                  "metadata.resourceVersion", "0x0", "must be specified for an update")));
    }
  }
}
