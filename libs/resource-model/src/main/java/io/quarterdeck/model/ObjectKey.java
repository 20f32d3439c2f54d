package io.quarterdeck.model;

/**
 * Which object of a resource.
 *
 * @param namespace empty for an object of the cluster
 */
public record ObjectKey(String namespace, String name) {

  public static ObjectKey cluster(String name) {
    return new ObjectKey("", name);
  }

  @Override
  public String toString() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
