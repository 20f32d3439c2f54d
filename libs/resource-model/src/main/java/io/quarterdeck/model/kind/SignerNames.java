package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Names;
import java.util.List;
import java.util.function.Function;

/** Names of those who sign certificates, such as {@code example.com/serving}, and of bundles. */
final class SignerNames {
  private static final int SUBDOMAIN_MAX = 253;
  private static final int LABEL_MAX = 63;

  /** A domain, a slash, and room for the name of a namespace and another of an object. */
  private static final int LENGTH_MAX = SUBDOMAIN_MAX + 1 + SUBDOMAIN_MAX + 1 + LABEL_MAX;

  private SignerNames() {}

  static void check(JsonNode signer, String field, Problems problems) {
    String name = signer.asText("");
    if (name.isEmpty()) {
      problems.required(field, "");
      return;
    }
    List<String> parts = List.of(name.split("/", -1));
    if (parts.size() != 2) {
      problems.invalid(
          field,
          name,
          "must be a fully qualified domain and path of the form 'example.com/signer-name'");
      return;
    }
    String domain = parts.getFirst();
    if (domain.length() > SUBDOMAIN_MAX) {
      problems.tooLong(field, SUBDOMAIN_MAX);
    }
    labels(domain, Names::dnsLabel, field, problems);
    if (!domain.contains(".")) {
      problems.invalid(
          field, domain, "should be a domain with at least two segments separated by dots");
    }
    labels(parts.getLast(), Names::dnsSubdomain, field, problems);
    if (name.length() > LENGTH_MAX) {
      problems.tooLong(field, LENGTH_MAX);
    }
  }

  /** One that is wrong is told; of the others the same would be said. */
  private static void labels(
      String part, Function<String, List<String>> rule, String field, Problems problems) {
    for (String label : part.split("\\.", -1)) {
      List<String> wrong = rule.apply(label);
      wrong.forEach(
          why ->
              problems.invalid(field, part, "validating label \"%s\": %s".formatted(label, why)));
      if (!wrong.isEmpty()) {
        return;
      }
    }
  }

  /** The name of a bundle begins with that of its signer, if it has one, with colons in it. */
  static void ofBundle(JsonNode bundle, String field, Problems problems) {
    String name = bundle.asText("");
    if (name.isEmpty()) {
      problems.required(field, "must be a valid object name");
    }
    Names.dnsSubdomain(name.substring(name.lastIndexOf(':') + 1))
        .forEach(
            why -> problems.invalid(field, name, "not a valid clustertrustbundlename: " + why));
  }
}
