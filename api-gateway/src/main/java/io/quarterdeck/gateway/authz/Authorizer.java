package io.quarterdeck.gateway.authz;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.gateway.authn.User;
import io.quarterdeck.gateway.request.RequestInfo;
import io.quarterdeck.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Decides by the rules of {@code policy.json}, and for nodes by what is theirs. Thread-safe. */
public final class Authorizer {
  private final List<Rule> rules;
  private final NodeRules nodes;

  public Authorizer(NodeRules nodes) {
    this.rules = read();
    this.nodes = nodes;
  }

  private static List<Rule> read() {
    try (InputStream policy = Authorizer.class.getResourceAsStream("policy.json")) {
      if (policy == null) {
        throw new IllegalStateException("policy.json is missing");
      }
      List<Rule> rules = new ArrayList<>();
      for (JsonNode each : Json.MAPPER.readTree(policy)) {
        rules.add(
            new Rule(
                texts(each, "subjects"),
                texts(each, "verbs"),
                texts(each, "resources"),
                texts(each, "namespaces")));
      }
      return List.copyOf(rules);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> texts(JsonNode rule, String field) {
    Set<String> texts = new LinkedHashSet<>();
    rule.path(field).forEach(each -> texts.add(each.asText()));
    return Set.copyOf(texts);
  }

  public boolean allows(User user, RequestInfo info) {
    if (user.isIn(User.MASTERS)) {
      return true;
    }
    for (Rule rule : rules) {
      if (rule.allows(user, info)) {
        return true;
      }
    }
    return !user.node().isEmpty() && info.isResource() && nodes.allows(user.node(), info);
  }

  /** What a user may do in a namespace, but for what depends on what is there. */
  public List<Rule> rules(User user, String namespace) {
    return user.isIn(User.MASTERS)
        ? List.of(Rule.EVERYTHING)
        : rules.stream().filter(rule -> rule.holds(user, namespace)).toList();
  }

  /** Why not, in the words of a Forbidden Status. */
  public static String reason(User user, RequestInfo info) {
    String who = "User \"" + user.name() + "\" cannot " + info.verb();
    if (!info.isResource()) {
      return who + " path \"" + info.path() + "\"";
    }
    String where =
        info.namespace().isEmpty()
            ? "at the cluster scope"
            : "in the namespace \"" + info.namespace() + "\"";
    return "%s resource \"%s\" in API group \"%s\" %s"
        .formatted(who, info.resourcePath(), info.group(), where);
  }
}
