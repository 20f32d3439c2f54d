package io.quarterdeck.model.schema;

import io.quarterdeck.model.ResourceType;
import java.util.List;

/**
 * What a server offers of one resource, for the documents that describe it.
 *
 * @param verbs as discovery names them, such as {@code get} and {@code deletecollection}
 */
public record ServedResource(
    ResourceType type, List<String> verbs, List<Subresource> subresources) {

  /**
   * A subresource with the kind that it takes and returns, such as {@code autoscaling/v1} and
   * {@code Scale}.
   */
  public record Subresource(String name, String apiVersion, String kind, List<String> verbs) {}

  /** The path of the group and version, such as {@code apis/apps/v1}. */
  String groupVersionPath() {
    return type.group().isEmpty()
        ? "api/" + type.version()
        : "apis/" + type.group() + "/" + type.version();
  }
}
