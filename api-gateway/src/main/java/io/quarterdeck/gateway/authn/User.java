package io.quarterdeck.gateway.authn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who makes a request, as authentication found out. */
public record User(String name, String uid, List<String> groups, Map<String, List<String>> extra) {
  public static final String AUTHENTICATED = "system:authenticated";
  public static final String UNAUTHENTICATED = "system:unauthenticated";
  public static final String MASTERS = "system:masters";
  public static final String NODES = "system:nodes";

  public static final User ANONYMOUS =
      new User("system:anonymous", "", List.of(UNAUTHENTICATED), Map.of());

  /** The gateway itself, where it writes on its own behalf. */
  public static final User SELF =
      new User("system:apiserver", "", List.of(MASTERS, AUTHENTICATED), Map.of());

  private static final String NODE_PREFIX = "system:node:";

  public static User authenticated(
      String name, String uid, List<String> groups, Map<String, List<String>> extra) {
    List<String> all = new ArrayList<>(groups);
    if (!all.contains(AUTHENTICATED)) {
      all.add(AUTHENTICATED);
    }
    return new User(name, uid, List.copyOf(all), extra);
  }

  public boolean isIn(String group) {
    return groups.contains(group);
  }

  public boolean isAnonymous() {
    return isIn(UNAUTHENTICATED);
  }

  /** The node that this user is; empty for everybody else. */
  public String node() {
    return isIn(NODES) && name.startsWith(NODE_PREFIX) ? name.substring(NODE_PREFIX.length()) : "";
  }

  /** Whether this is one of the platform's own roles, whose word on causes is taken. */
  public boolean isPlatform() {
    return name.startsWith("system:kube-")
        || name.equals("system:cloud-controller-manager")
        || !node().isEmpty();
  }
}
