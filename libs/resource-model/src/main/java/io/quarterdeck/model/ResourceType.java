package io.quarterdeck.model;

/**
 * One served resource: what the API calls group, version, kind and plural name.
 *
 * @param group empty for the core group
 */
public record ResourceType(
    String group, String version, String kind, String plural, boolean namespaced) {

  public static ResourceType namespaced(String group, String version, String kind, String plural) {
    return new ResourceType(group, version, kind, plural, true);
  }

  public static ResourceType cluster(String group, String version, String kind, String plural) {
    return new ResourceType(group, version, kind, plural, false);
  }

  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** The group as keys and topics write it, where an empty segment cannot stand. */
  public String groupOrCore() {
    return group.isEmpty() ? "core" : group;
  }

  /** The name by which error messages call the resource: {@code deployments.apps}, {@code pods}. */
  public String qualifiedName() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /** The URL path of the collection; {@code namespace} is empty for all namespaces. */
  public String path(String namespace) {
    String root = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
    return namespace.isEmpty()
        ? root + "/" + plural
        : root + "/namespaces/" + namespace + "/" + plural;
  }

  public String path(ObjectKey key) {
    return path(key.namespace()) + "/" + key.name();
  }
}
