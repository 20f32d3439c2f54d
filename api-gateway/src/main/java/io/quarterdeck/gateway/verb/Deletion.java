package io.quarterdeck.gateway.verb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.kind.Dependents;
import io.quarterdeck.model.kind.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Decides what the wish to delete an object makes of it. Pure. */
final class Deletion {
  private static final String FOREGROUND = "foregroundDeletion";
  private static final String ORPHAN = "orphan";
  private static final List<String> COLLECTORS = List.of(FOREGROUND, ORPHAN);
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private Deletion() {}

  static Decision decide(Kind kind, ApiObject current, DeleteOptions options, Instant now) {
    requireMeant(kind, current, options);
    ApiObject next = current.copy();
    setFinalizers(next, options.propagation(), kind.dependents());
    OptionalLong period = kind.strategy().gracePeriod(current, options.gracePeriodSeconds());
    long grace = period.orElse(0);
    if (current.isBeingDeleted()) {
      long before = current.at("metadata", "deletionGracePeriodSeconds").asLong();
      if (grace < before) {
        Instant asked = moved(current.deletionTime().orElse(now), -before);
        mark(next, moved(asked, grace), grace);
      }
    } else {
      mark(next, moved(now, grace), grace);
    }
    if (kind.type().equals(Resources.NAMESPACES)) {
      next.json().withObject("/status").put("phase", "Terminating");
    }
    if (NextVersion.mayGo(kind, next)) {
      return new Decision.Remove(current, List.of());
    }
    return next.equals(current) ? new Decision.Keep() : Decision.Put.of(next);
  }

  /** A time that the API can write, however long a period somebody asks for. */
  private static Instant moved(Instant from, long seconds) {
    long most = Duration.between(from, seconds < 0 ? Instant.EPOCH : LAST).toSeconds();
    return from.plusSeconds(seconds < 0 ? Math.max(seconds, most) : Math.min(seconds, most));
  }

  private static void mark(ApiObject object, Instant time, long grace) {
    ObjectNode metadata = Metadata.of(object);
    if (!object.isBeingDeleted() && object.generation() > 0) {
      metadata.put("generation", object.generation() + 1);
    }
    metadata.put("deletionTimestamp", Metadata.time(time)).put("deletionGracePeriodSeconds", grace);
  }

  private static void setFinalizers(
      ApiObject object, DeleteOptions.Propagation wish, Dependents dependents) {
    List<String> before = object.finalizers();
    List<String> finalizers = new ArrayList<>(before);
    finalizers.removeAll(COLLECTORS);
    collectors(before, wish, dependents).ifPresent(finalizers::add);
    ObjectNode metadata = Metadata.of(object);
    if (finalizers.isEmpty()) {
      metadata.remove("finalizers");
    } else if (!Set.copyOf(finalizers).equals(Set.copyOf(before))) {
      ArrayNode array = metadata.putArray("finalizers");
      finalizers.forEach(array::add);
    }
  }

  /** The finalizer by which the garbage collector acts before the object goes, if it is to act. */
  private static Optional<String> collectors(
      List<String> before, DeleteOptions.Propagation wish, Dependents dependents) {
    if (dependents == Dependents.NONE) {
      return Optional.empty();
    }
    return switch (wish) {
      case BACKGROUND -> Optional.empty();
      case FOREGROUND -> Optional.of(FOREGROUND);
      case ORPHAN -> Optional.of(ORPHAN);
      case DEFAULT ->
          before.stream().filter(COLLECTORS::contains).findFirst().or(() -> usual(dependents));
    };
  }

  private static Optional<String> usual(Dependents dependents) {
    return switch (dependents) {
      case ORPHANED -> Optional.of(ORPHAN);
      case DELETED, NONE -> Optional.empty();
    };
  }

  private static void requireMeant(Kind kind, ApiObject current, DeleteOptions options) {
    if (!options.uid().isEmpty() && !options.uid().equals(current.uid())) {
      throw Failures.conflict(
          kind.type(),
          current.name(),
          "Precondition failed: UID in precondition: "
              + options.uid()
              + ", UID in object meta: "
              + current.uid());
    }
    if (!options.resourceVersion().isEmpty()
        && !options.resourceVersion().equals(current.resourceVersion())) {
      throw Failures.conflict(
          kind.type(),
          current.name(),
          "Precondition failed: ResourceVersion in precondition: "
              + options.resourceVersion()
              + ", ResourceVersion in object meta: "
              + current.resourceVersion());
    }
  }
}
