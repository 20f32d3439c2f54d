package io.quarterdeck.gateway.verb;

import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.kind.CertificateRequestStrategy;
import io.quarterdeck.model.kind.EphemeralContainers;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.kind.PodResize;
import io.quarterdeck.model.schema.Defaults;
import io.quarterdeck.model.schema.Schemas;

/** Makes of what a request wants the next version of an object, by the rules of its kind. Pure. */
final class NextVersion {
  private NextVersion() {}

  /**
   * The next version, complete but for what is allocated elsewhere.
   *
   * @param wanted decoded and whole; a resourceVersion or uid in it is a condition
   */
  static ApiObject of(Kind kind, Part part, ApiObject wanted, ApiObject old) {
    requireSame(kind, wanted, old);
    ApiObject next = wanted.copy();
    Metadata.carryOver(next, old);
    Defaults.apply(Schemas.builtIn().of(kind.type()), next.json());
    kind.strategy().normalize(next);
    switch (part) {
      case OBJECT -> kind.strategy().prepareForUpdate(next, old);
      case STATUS -> kind.strategy().prepareForStatusUpdate(next, old);
      case APPROVAL -> next = CertificateRequestStrategy.decided(next, old);
      case EPHEMERAL_CONTAINERS -> next = EphemeralContainers.replaced(next, old);
      case RESIZE -> next = PodResize.replaced(next, old);
      case FINALIZE -> {
        ApiObject finalized = old.copy();
        finalized.json().withObject("/spec").set("finalizers", next.at("spec", "finalizers"));
        next = finalized;
      }
    }
    return next;
  }

  static void validate(Kind kind, Part part, ApiObject next, ApiObject old) {
    switch (part) {
      case OBJECT -> Validation.ofNext(kind, next, old, kind.strategy().validateUpdate(next, old));
      case EPHEMERAL_CONTAINERS ->
          Validation.ofNext(kind, next, old, EphemeralContainers.validateUpdate(next, old));
      case RESIZE -> Validation.ofNext(kind, next, old, PodResize.validateUpdate(next, old));
      case STATUS, APPROVAL, FINALIZE -> Validation.ofStatus(kind, next, old);
    }
  }

  private static void requireSame(Kind kind, ApiObject wanted, ApiObject old) {
    String version = wanted.resourceVersion();
    if (!version.isEmpty() && !version.equals("0") && !version.equals(old.resourceVersion())) {
      throw Failures.staleVersion(kind.type(), old.name());
    }
    if (!wanted.uid().isEmpty() && !wanted.uid().equals(old.uid())) {
      throw Failures.conflict(
          kind.type(),
          old.name(),
          "Precondition failed: UID in precondition: "
              + wanted.uid()
              + ", UID in object meta: "
              + old.uid());
    }
  }

  /** Whether the object that was to be deleted has nothing left to wait for. */
  static boolean mayGo(Kind kind, ApiObject next) {
    boolean spoken =
        kind.type().equals(Resources.NAMESPACES) && !next.at("spec", "finalizers").isEmpty();
    return Metadata.mayGo(next) && !spoken;
  }
}
