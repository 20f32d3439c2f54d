package io.quarterdeck.gateway.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.random.RandomGenerator;

/** The metadata that the server decides about, whatever a request says. Pure. */
final class Metadata {
  /** Letters and digits that form no words. */
  private static final String SUFFIX_ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  private static final int SUFFIX_LENGTH = 5;
  private static final int GENERATED_BASE_MAX = 63 - SUFFIX_LENGTH;
  private static final List<String> SERVERS_OWN =
      List.of(
          "uid",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "generation",
          "generateName");

  private Metadata() {}

  static ObjectNode of(ApiObject object) {
    return object.json().withObject("/metadata");
  }

  /** A time as objects carry it, in whole seconds. */
  static String time(Instant time) {
    return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS));
  }

  static String generatedName(String base, RandomGenerator random) {
    StringBuilder name =
        new StringBuilder(base.substring(0, Math.min(base.length(), GENERATED_BASE_MAX)));
    for (int i = 0; i < SUFFIX_LENGTH; i++) {
      name.append(SUFFIX_ALPHABET.charAt(random.nextInt(SUFFIX_ALPHABET.length())));
    }
    return name.toString();
  }

  /** Makes a decoded object a new one. */
  static void stampNew(ApiObject object, String namespace, String uid, Instant now) {
    ObjectNode metadata = of(object);
    metadata.remove(
        List.of(
            "resourceVersion",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "generation",
            "selfLink",
            "managedFields"));
    if (!namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    metadata.put("uid", uid).put("creationTimestamp", time(now));
  }

  /** Gives a new version what only the server may change. */
  static void carryOver(ApiObject next, ApiObject old) {
    ObjectNode metadata = of(next);
    metadata.remove(List.of("resourceVersion", "selfLink", "managedFields"));
    for (String field : SERVERS_OWN) {
      JsonNode value = old.at("metadata", field);
      if (value.isMissingNode()) {
        metadata.remove(field);
      } else {
        metadata.set(field, value);
      }
    }
  }

  /** Whether nothing holds the object back any longer that is being deleted. */
  static boolean mayGo(ApiObject object) {
    return object.isBeingDeleted()
        && object.finalizers().isEmpty()
        && object.at("metadata", "deletionGracePeriodSeconds").asLong() == 0;
  }
}
