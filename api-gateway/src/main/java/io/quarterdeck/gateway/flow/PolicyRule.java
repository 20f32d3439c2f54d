package io.quarterdeck.gateway.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.gateway.authn.User;
import io.quarterdeck.gateway.request.RequestInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which requests of whom a FlowSchema is about. Pure. */
record PolicyRule(List<Subject> subjects, List<Resources> resources, List<Paths> paths) {
  private static final String EVERY = "*";

  static PolicyRule of(JsonNode rule) {
    return new PolicyRule(
        rule.path("subjects").valueStream().map(Subject::of).toList(),
        rule.path("resourceRules").valueStream().map(Resources::of).toList(),
        rule.path("nonResourceRules").valueStream().map(Paths::of).toList());
  }

  boolean matches(User user, RequestInfo info) {
    return subjects.stream().anyMatch(each -> each.isOne(user))
        && (info.isResource()
            ? resources.stream().anyMatch(each -> each.cover(info))
            : paths.stream().anyMatch(each -> each.cover(info)));
  }

  /** What is asked of resources. */
  record Resources(
      Set<String> verbs,
      Set<String> groups,
      Set<String> resources,
      Set<String> namespaces,
      boolean clusterScope) {
    static Resources of(JsonNode rule) {
      return new Resources(
          texts(rule, "verbs"),
          texts(rule, "apiGroups"),
          texts(rule, "resources"),
          texts(rule, "namespaces"),
          rule.path("clusterScope").asBoolean());
    }

    boolean cover(RequestInfo info) {
      return has(verbs, info.verb())
          && has(groups, info.group())
          && has(resources, info.resourcePath())
          && (info.namespace().isEmpty() ? clusterScope : has(namespaces, info.namespace()));
    }
  }

  /** What is asked of paths that are no resources. */
  record Paths(Set<String> verbs, Set<String> paths) {
    static Paths of(JsonNode rule) {
      return new Paths(texts(rule, "verbs"), texts(rule, "nonResourceURLs"));
    }

    boolean cover(RequestInfo info) {
      return has(verbs, info.verb())
          && paths.stream().anyMatch(pattern -> covers(pattern, info.path()));
    }

    private static boolean covers(String pattern, String path) {
      return pattern.endsWith(EVERY)
          ? path.startsWith(pattern.substring(0, pattern.length() - 1))
          : pattern.equals(path);
    }
  }

  private static boolean has(Set<String> allowed, String value) {
    return allowed.contains(EVERY) || allowed.contains(value);
  }

  private static Set<String> texts(JsonNode rule, String field) {
    Set<String> texts = new HashSet<>();
    rule.path(field).forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
