package io.quarterdeck.bus;

import io.quarterdeck.model.ResourceType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The names of a cluster's topics. {@code docs/events.md} describes what each carries. */
public record Topics(String cluster) {
  /** Kafka refuses longer names. */
  private static final int NAME_LENGTH_MAX = 249;

  private static final String OBJECTS = "objects.";
  private static final String NODES = "nodes.";

  /** The current state of one resource: key {@code namespace/name}, compacted, one partition. */
  public String objects(ResourceType type) {
    return objects(type.plural(), type.groupOrCore());
  }

  public String objects(String plural, String groupOrCore) {
    return fit(prefix() + OBJECTS + plural + "." + groupOrCore);
  }

  /** Every change of every resource in revision order, not compacted. */
  public String changes() {
    return fit(prefix() + "changes");
  }

  /** The pods bound to one node and nobody else's. */
  public String node(String node) {
    return fit(prefix() + NODES + node);
  }

  /** Whether a topic is one of {@link #node}. */
  public boolean isNode(String topic) {
    return topic.startsWith(prefix() + NODES);
  }

  /** Whether a topic holds the newest of each key: one of {@link #objects} or {@link #node}. */
  public boolean isCompacted(String topic) {
    return isNode(topic) || topic.startsWith(prefix() + OBJECTS);
  }

  /** The revision up to which everything is published. */
  public String cursor() {
    return fit(prefix() + "cursor");
  }

  private String prefix() {
    return "quarterdeck." + cluster + ".";
  }

  private static String fit(String name) {
    if (name.length() <= NAME_LENGTH_MAX) {
      return name;
    }
    String hash = sha256(name).substring(0, 32);
    return name.substring(0, NAME_LENGTH_MAX - hash.length() - 1) + "-" + hash;
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
