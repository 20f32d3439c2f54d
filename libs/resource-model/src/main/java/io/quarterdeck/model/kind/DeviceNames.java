package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Names;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How drivers, pools, devices and what is told of them may be called. */
final class DeviceNames {
  private static final int DRIVER_MAX = 63;
  private static final int POOL_MAX = 253;
  private static final int IDENTIFIER_MAX = 32;
  private static final String IDENTIFIER = "[A-Za-z_][A-Za-z0-9_]*";
  private static final Pattern IDENTIFIER_PATTERN = Pattern.compile(IDENTIFIER);

  private DeviceNames() {}

  /** That it is there, the schema demands. */
  static void driver(JsonNode name, String field, Problems problems) {
    problems.longest(DRIVER_MAX, name, field);
    problems.named(name, field, text -> Names.dnsSubdomain(text.toLowerCase(Locale.ROOT)));
  }

  /** Domains with slashes between them. */
  static void pool(JsonNode name, String field, Problems problems) {
    problems.longest(POOL_MAX, name, field);
    if (!name.asText("").isEmpty()) {
      for (String part : name.asText().split("/", -1)) {
        Names.dnsSubdomain(part).forEach(problem -> problems.invalid(field, part, problem));
      }
    }
  }

  static void node(JsonNode name, String field, Problems problems) {
    problems.named(name, field, Names::dnsSubdomain);
  }

  /** Of an attribute or a capacity: an identifier, perhaps behind a domain and a slash. */
  static void qualified(String name, String field, Problems problems) {
    String[] parts = name.split("/", -1);
    if (parts.length > 2) {
      problems.invalid(field, name, "must not contain more than one slash");
      return;
    }
    if (parts.length == 2 && parts[0].isEmpty()) {
      problems.invalid(field, "", "the domain must not be empty");
    } else if (parts.length == 2) {
      domain(parts[0], field, problems);
    }
    String identifier = parts[parts.length - 1];
    if (parts.length == 2 && identifier.isEmpty()) {
      problems.invalid(field, "", "the name must not be empty");
    } else {
      identifier(identifier, field, problems);
    }
  }

  static void fullyQualified(JsonNode name, String field, Problems problems) {
    String text = name.asText("");
    qualified(text, field, problems);
    if (!text.contains("/")) {
      problems.invalid(
          field, text, "a fully qualified name must be a domain and a name separated by a slash");
    }
  }

  private static void domain(String domain, String field, Problems problems) {
    if (domain.length() > DRIVER_MAX) {
      problems.tooLong(field, DRIVER_MAX);
    }
    List<String> wrong = Names.dnsSubdomain(domain.toLowerCase(Locale.ROOT));
    wrong.forEach(problem -> problems.invalid(field, domain, problem));
  }

  private static void identifier(String identifier, String field, Problems problems) {
    if (identifier.length() > IDENTIFIER_MAX) {
      problems.tooLong(field, IDENTIFIER_MAX);
    }
    if (!IDENTIFIER_PATTERN.matcher(identifier).matches()) {
      problems.invalid(
          field,
          identifier,
          "a valid C identifier must start with alphabetic character or '_', followed by a string"
              + " of alphanumeric characters or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName',"
              + " regex used for validation is '"
              + IDENTIFIER
              + "')");
    }
  }
}
