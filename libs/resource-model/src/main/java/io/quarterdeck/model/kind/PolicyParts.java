package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What policies of admission have in common, whether they change objects or refuse them. */
final class PolicyParts {
  private static final int CONDITIONS_MAX = 64;
  private static final int ANY_NUMBER = Integer.MAX_VALUE;
  private static final Pattern IDENTIFIER = Pattern.compile("[_a-zA-Z][_a-zA-Z0-9]*");
  private static final Set<String> RESERVED =
      Set.of(
          "as",
          "break",
          "const",
          "continue",
          "else",
          "false",
          "for",
          "function",
          "if",
          "import",
          "in",
          "let",
          "loop",
          "namespace",
          "null",
          "package",
          "return",
          "true",
          "var",
          "void",
          "while");

  private PolicyParts() {}

  static void policyName(JsonNode spec, Problems problems) {
    problems.needs(spec, "spec", "policyName");
    problems.named(spec.path("policyName"), "spec.policyName", Names::dnsSubdomain);
  }

  /** Of which kind the parameters are. */
  static void paramKind(JsonNode kind, String at, Problems problems) {
    if (kind.isMissingNode()) {
      return;
    }
    problems.needs(kind, at, "apiVersion", "kind");
    apiVersion(kind.path("apiVersion"), at + ".apiVersion", problems);
    String name = kind.path("kind").asText("");
    List<String> wrong = Names.dns1035Label(name.toLowerCase(Locale.ROOT));
    if (!name.isEmpty() && !wrong.isEmpty()) {
      problems.invalid(
          at + ".kind",
          kind.path("kind"),
          "may have mixed case, but should otherwise match: " + String.join(",", wrong));
    }
  }

  private static void apiVersion(JsonNode text, String field, Problems problems) {
    if (text.asText("").isEmpty()) {
      return;
    }
    String[] parts = text.asText().split("/", -1);
    if (parts.length > 2) {
      problems.invalid(field, text, "unexpected GroupVersion string: " + text.asText());
      return;
    }
    String group = parts.length == 2 ? parts[0] : "";
    String version = parts[parts.length - 1];
    if (!group.isEmpty()) {
      joined(field, group, Names.dnsSubdomain(group), problems);
    }
    if (version.isEmpty()) {
      problems.invalid(field, text, "version must be specified");
    } else {
      joined(field, version, Names.dns1035Label(version), problems);
    }
  }

  private static void joined(String field, String text, List<String> wrong, Problems problems) {
    if (!wrong.isEmpty()) {
      problems.invalid(field, text, String.join(",", wrong));
    }
  }

  /** Which objects are the parameters: one by its name, or all that a selector finds. */
  static void paramRef(JsonNode reference, String at, Problems problems) {
    if (reference.isMissingNode()) {
      return;
    }
    boolean named = !reference.path("name").asText("").isEmpty();
    boolean selected = reference.has("selector");
    problems.named(reference.path("name"), at + ".name", Names::pathSegment);
    problems.selector(reference.path("selector"), at + ".selector");
    if (named && selected) {
      problems.forbidden(at + ".name", "name and selector are mutually exclusive");
      problems.forbidden(at + ".selector", "name and selector are mutually exclusive");
    } else if (!named && !selected) {
      problems.required(at, "one of name or selector must be specified");
    }
    problems.needs(reference, at, "parameterNotFoundAction");
  }

  static void matchConditions(JsonNode conditions, String at, Problems problems) {
    problems.each(
        conditions,
        at,
        CONDITIONS_MAX,
        (condition, each) -> {
          problems.named(condition.path("name"), each + ".name", Names::qualifiedName);
          expression(condition, each, "", problems);
        });
    uniqueNames(conditions, at, problems);
  }

  private static void uniqueNames(JsonNode conditions, String at, Problems problems) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < conditions.size(); i++) {
      String name = conditions.get(i).path("name").asText("");
      if (!name.isEmpty() && !names.add(name)) {
        problems.duplicate(at + "[" + i + "].name", name);
      }
    }
  }

  static void variables(JsonNode variables, String at, Problems problems) {
    problems.each(
        variables,
        at,
        ANY_NUMBER,
        (variable, each) -> {
          String name = variable.path("name").asText("");
          if (name.isBlank()) {
            problems.required(each + ".name", "name is not specified");
          } else if (!IDENTIFIER.matcher(name).matches() || RESERVED.contains(name)) {
            problems.invalid(
                each + ".name", variable.path("name"), "name is not a valid CEL identifier");
          }
          expression(variable, each, "expression is not specified", problems);
        });
  }

  static void expression(JsonNode owner, String at, String detail, Problems problems) {
    if (owner.path("expression").asText("").isBlank()) {
      problems.required(at + ".expression", detail);
    }
  }
}
