package io.quarterdeck.gateway.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import java.util.List;
import java.util.random.RandomGenerator;

/** Mounts into each container what it needs to call the API as its service account. Pure. */
final class TokenVolume {
  static final String MOUNT_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";

  private static final String PREFIX = "kube-api-access-";
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
  private static final int SUFFIX_LENGTH = 5;

  /** A little more than an hour, so that a kubelet's hourly renewal is in time. */
  private static final int EXPIRATION_SECONDS = 3607;

  private static final int MODE = 0644;

  private TokenVolume() {}

  static void mount(ApiObject pod, RandomGenerator random) {
    ObjectNode spec = pod.json().withObject("/spec");
    boolean used = false;
    String name = name(random);
    for (String list : List.of("initContainers", "containers")) {
      for (JsonNode container : spec.path(list)) {
        if (container instanceof ObjectNode object && !mountsSomething(object)) {
          object
              .withArray("/volumeMounts")
              .addObject()
              .put("name", name)
              .put("readOnly", true)
              .put("mountPath", MOUNT_PATH);
          used = true;
        }
      }
    }
    if (used) {
      addVolume(spec.withArray("/volumes"), name);
    }
  }

  private static boolean mountsSomething(ObjectNode container) {
    for (JsonNode mount : container.path("volumeMounts")) {
      if (mount.path("mountPath").asText().equals(MOUNT_PATH)) {
        return true;
      }
    }
    return false;
  }

  private static void addVolume(ArrayNode volumes, String name) {
    ObjectNode projected = volumes.addObject().put("name", name).putObject("projected");
    ArrayNode sources = projected.put("defaultMode", MODE).putArray("sources");
    sources
        .addObject()
        .putObject("serviceAccountToken")
        .put("expirationSeconds", EXPIRATION_SECONDS)
        .put("path", "token");
    ObjectNode ca = sources.addObject().putObject("configMap").put("name", "kube-root-ca.crt");
    ca.putArray("items").addObject().put("key", "ca.crt").put("path", "ca.crt");
    ObjectNode item = sources.addObject().putObject("downwardAPI").putArray("items").addObject();
    item.put("path", "namespace");
    item.putObject("fieldRef").put("apiVersion", "v1").put("fieldPath", "metadata.namespace");
  }

  private static String name(RandomGenerator random) {
    StringBuilder name = new StringBuilder(PREFIX);
    for (int i = 0; i < SUFFIX_LENGTH; i++) {
      name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return name.toString();
  }
}
