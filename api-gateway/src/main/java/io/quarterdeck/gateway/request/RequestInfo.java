package io.quarterdeck.gateway.request;

/**
 * What a request is about. Of a request that is not about a resource, only method and path say
 * something; everything else is empty.
 *
 * @param verb as authorization names it: get, list, watch, create, update, patch, delete,
 *     deletecollection; the method in lower case where no resource is meant
 * @param namespace empty for objects of the cluster and for requests over all namespaces
 */
public record RequestInfo(
    boolean isResource,
    String verb,
    String path,
    String group,
    String version,
    String namespace,
    String resource,
    String name,
    String subresource) {
  /** The subresource behind which a path of somebody else begins. */
  public static final String PROXY = "proxy";

  static RequestInfo path(String verb, String path) {
    return new RequestInfo(false, verb, path, "", "", "", "", "", "");
  }

  /** The resource as messages and rules name it: {@code pods}, {@code pods/log}. */
  public String resourcePath() {
    return subresource.isEmpty() ? resource : resource + "/" + subresource;
  }

  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }
}
