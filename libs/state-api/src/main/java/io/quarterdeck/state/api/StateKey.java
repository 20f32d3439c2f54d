package io.quarterdeck.state.api;

import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The key of a stored object: {@code /registry/<group or core>/<plural>/<namespace or ->/<name>}.
 *
 * @param namespace empty for an object of the cluster
 */
public record StateKey(String group, String plural, String namespace, String name) {
  public static final String ROOT = "/registry/";

  /** Allocations (cluster IPs, node ports): keys of the platform's own, never published. */
  public static final String RANGES_GROUP = "ranges";

  private static final String NO_NAMESPACE = "-";
  private static final int SEGMENTS = 4;

  public static StateKey of(ResourceType type, ObjectKey key) {
    return new StateKey(type.groupOrCore(), type.plural(), key.namespace(), key.name());
  }

  /** What every key of a resource begins with. */
  public static String prefix(ResourceType type) {
    return ROOT + type.groupOrCore() + "/" + type.plural() + "/";
  }

  /** What every key of a resource in one namespace begins with. */
  public static String prefix(ResourceType type, String namespace) {
    return prefix(type) + (namespace.isEmpty() ? NO_NAMESPACE : namespace) + "/";
  }

  /** Empty when the bytes do not follow the layout: such a key is stored but not published. */
  public static Optional<StateKey> parse(byte[] key) {
    return parse(new String(key, StandardCharsets.UTF_8));
  }

  public static Optional<StateKey> parse(String key) {
    if (!key.startsWith(ROOT)) {
      return Optional.empty();
    }
    String[] segments = key.substring(ROOT.length()).split("/", -1);
    if (segments.length != SEGMENTS) {
      return Optional.empty();
    }
    for (String segment : segments) {
      if (segment.isEmpty()) {
        return Optional.empty();
      }
    }
    String namespace = segments[2].equals(NO_NAMESPACE) ? "" : segments[2];
    return Optional.of(new StateKey(segments[0], segments[1], namespace, segments[3]));
  }

  public ObjectKey objectKey() {
    return new ObjectKey(namespace, name);
  }

  public byte[] bytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    String middle = namespace.isEmpty() ? NO_NAMESPACE : namespace;
    return ROOT + group + "/" + plural + "/" + middle + "/" + name;
  }
}
