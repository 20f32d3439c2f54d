package io.quarterdeck.gateway.authz;

import io.quarterdeck.gateway.authn.User;
import io.quarterdeck.gateway.request.RequestInfo;
import java.util.Set;

/**
 * Something that some may do. A star stands for everything.
 *
 * @param subjects user names, and groups with a leading {@code @}
 * @param resources as {@code group/resource} or {@code group/resource/subresource}, the core group
 *     being {@code core}; or paths that begin with a slash
 * @param namespaces where it holds; empty for everywhere
 */
public record Rule(
    Set<String> subjects, Set<String> verbs, Set<String> resources, Set<String> namespaces) {
  private static final String ANY = "*";

  /** What the masters of the system may do. */
  static final Rule EVERYTHING = new Rule(Set.of(), Set.of(ANY), Set.of(ANY), Set.of());

  boolean allows(User user, RequestInfo info) {
    return concerns(user)
        && (verbs.contains(ANY) || verbs.contains(info.verb()))
        && (info.isResource() ? coversResource(info) : coversPath(info.path()));
  }

  /** Whether it says anything of what a user may do in a namespace, or outside of all. */
  boolean holds(User user, String namespace) {
    return concerns(user) && (namespaces.isEmpty() || namespaces.contains(namespace));
  }

  private boolean concerns(User user) {
    return subjects.contains(user.name())
        || user.groups().stream().anyMatch(each -> subjects.contains("@" + each));
  }

  private boolean coversResource(RequestInfo info) {
    if (!namespaces.isEmpty() && !namespaces.contains(info.namespace())) {
      return false;
    }
    String group = info.group().isEmpty() ? "core" : info.group();
    return resources.contains(ANY) || resources.contains(group + "/" + info.resourcePath());
  }

  private boolean coversPath(String path) {
    for (String each : resources) {
      if (each.equals(ANY) || each.equals(path)) {
        return true;
      }
      if (each.endsWith("/*") && path.startsWith(each.substring(0, each.length() - 1))) {
        return true;
      }
    }
    return false;
  }
}
