package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Names;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The names that a pod has and that it finds others by. */
final class PodDns {
  private static final int SERVERS_MAX = 3;
  private static final int SEARCHES_MAX = 32;
  private static final int SEARCH_CHARS_MAX = 2048;
  private static final int DOMAIN_MAX = 253;
  private static final String LABEL = "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
  private static final String DOMAIN = LABEL + "(\\." + LABEL + ")*";
  private static final Pattern DOMAIN_PATTERN = Pattern.compile(DOMAIN);

  private PodDns() {}

  static void check(JsonNode spec, String at, Problems problems) {
    problems.named(spec.path("hostname"), at + ".hostname", Names::dnsLabel);
    problems.named(spec.path("subdomain"), at + ".subdomain", Names::dnsLabel);
    problems.each(
        spec.path("hostAliases"),
        at + ".hostAliases",
        (alias, each) -> {
          address(alias.path("ip"), each + ".ip", problems);
          problems.each(
              alias.path("hostnames"),
              each + ".hostnames",
              (name, where) ->
                  Names.dnsSubdomain(name.asText())
                      .forEach(problem -> problems.invalid(where, name, problem)));
        });
    config(spec, at + ".dnsConfig", problems);
  }

  private static void config(JsonNode spec, String at, Problems problems) {
    JsonNode config = spec.path("dnsConfig");
    if (spec.path("dnsPolicy").asText("").equals("None")) {
      if (config.isMissingNode()) {
        problems.required(at, "must provide `dnsConfig` when `dnsPolicy` is None");
        return;
      }
      if (config.path("nameservers").isEmpty()) {
        problems.required(
            at + ".nameservers",
            "must provide at least one DNS nameserver when `dnsPolicy` is None");
        return;
      }
    }
    servers(config.path("nameservers"), at + ".nameservers", problems);
    searches(config.path("searches"), at + ".searches", problems);
    problems.each(
        config.path("options"),
        at + ".options",
        (option, each) -> {
          if (option.path("name").asText("").isEmpty()) {
            problems.required(each, "must not be empty");
          }
        });
  }

  private static void servers(JsonNode servers, String field, Problems problems) {
    if (servers.size() > SERVERS_MAX) {
      problems.invalid(field, servers, "must not have more than 3 nameservers");
    }
    problems.each(servers, field, (server, each) -> address(server, each, problems));
  }

  private static void searches(JsonNode searches, String field, Problems problems) {
    if (searches.size() > SEARCHES_MAX) {
      problems.invalid(field, searches, "must not have more than 32 search paths");
    }
    String line = searches.valueStream().map(JsonNode::asText).collect(Collectors.joining(" "));
    if (line.getBytes(StandardCharsets.UTF_8).length > SEARCH_CHARS_MAX) {
      problems.invalid(
          field,
          searches,
          "must not have more than 2048 characters (including spaces) in the search list");
    }
    problems.each(searches, field, (search, each) -> search(search.asText(), each, problems));
  }

  /** A dot alone is the root, and one at the end says that nothing is to be added. */
  private static void search(String search, String field, Problems problems) {
    if (search.equals(".")) {
      return;
    }
    String domain = search.endsWith(".") ? search.substring(0, search.length() - 1) : search;
    if (domain.length() > DOMAIN_MAX) {
      problems.invalid(field, domain, "must be no more than 253 characters");
    }
    if (!DOMAIN_PATTERN.matcher(domain).matches()) {
      problems.invalid(
          field,
          domain,
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_',"
              + " '-' or '.', and must start and end with an alphanumeric character (e.g."
              + " 'example.com', regex used for validation is '"
              + DOMAIN
              + "')");
    }
  }

  private static void address(JsonNode address, String field, Problems problems) {
    List<String> wrong = Names.ipAddress(address.asText(""));
    wrong.forEach(problem -> problems.invalid(field, address.asText(""), problem));
  }
}
