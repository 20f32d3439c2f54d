package io.quarterdeck.model;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The rules for names of the Kubernetes API. Each function returns what is wrong with a name, in
 * the words that users know; nothing when it is right.
 */
public final class Names {
  private static final int LABEL_MAX = 63;
  private static final int SUBDOMAIN_MAX = 253;
  private static final int PORT_MAX = 15;
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String LABEL_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
  private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
  private static final String QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
  private static final Pattern LABEL_PATTERN = Pattern.compile(LABEL);
  private static final Pattern LABEL_1035_PATTERN = Pattern.compile(LABEL_1035);
  private static final Pattern SUBDOMAIN_PATTERN = Pattern.compile(SUBDOMAIN);
  private static final Pattern QUALIFIED_PATTERN = Pattern.compile(QUALIFIED);
  private static final Pattern IPV4_PATTERN = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern PREFIX_PATTERN = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final Pattern PORT_PATTERN = Pattern.compile("[-a-z0-9]+");
  private static final String NAME_RULE =
      "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
          + " alphanumeric character";

  private Names() {}

  public static List<String> dnsLabel(String name) {
    return check(
        name,
        LABEL_MAX,
        LABEL_PATTERN,
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and"
            + " must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc',"
            + " regex used for validation is '"
            + LABEL
            + "')");
  }

  public static List<String> dns1035Label(String name) {
    return check(
        name,
        LABEL_MAX,
        LABEL_1035_PATTERN,
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an"
            + " alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or"
            + " 'abc-123', regex used for validation is '"
            + LABEL_1035
            + "')");
  }

  public static List<String> dnsSubdomain(String name) {
    return check(
        name,
        SUBDOMAIN_MAX,
        SUBDOMAIN_PATTERN,
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or"
            + " '.', and must start and end with an alphanumeric character (e.g. 'example.com',"
            + " regex used for validation is '"
            + SUBDOMAIN
            + "')");
  }

  /** A domain, or all right below one. */
  public static List<String> dnsSubdomainOrWildcard(String name) {
    return dnsSubdomain(name.startsWith("*.") ? name.substring(2) : name);
  }

  /** A name that is free but for what a path does not allow in one of its segments. */
  public static List<String> pathSegment(String name) {
    if (name.equals(".") || name.equals("..")) {
      return List.of("may not be '" + name + "'");
    }
    List<String> problems = new ArrayList<>();
    for (String sign : List.of("/", "%")) {
      if (name.contains(sign)) {
        problems.add("may not contain '" + sign + "'");
      }
    }
    return problems;
  }

  /** A label's or annotation's key: a name, perhaps behind a domain and a slash. */
  public static List<String> qualifiedName(String key) {
    List<String> problems = new ArrayList<>();
    String[] parts = key.split("/", -1);
    String name = parts[parts.length - 1];
    if (parts.length > 2) {
      return List.of(
          "a qualified name "
              + NAME_RULE
              + nameExamples()
              + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
    }
    if (parts.length == 2) {
      if (parts[0].isEmpty()) {
        problems.add("prefix part must be non-empty");
      } else {
        dnsSubdomain(parts[0]).forEach(each -> problems.add("prefix part " + each));
      }
    }
    if (name.isEmpty()) {
      problems.add("name part must be non-empty");
    } else if (name.length() > LABEL_MAX) {
      problems.add("name part must be no more than 63 characters");
    }
    if (!QUALIFIED_PATTERN.matcher(name).matches()) {
      problems.add("name part " + NAME_RULE + nameExamples());
    }
    return problems;
  }

  private static String nameExamples() {
    return " (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '"
        + QUALIFIED
        + "')";
  }

  public static List<String> labelValue(String value) {
    List<String> problems = new ArrayList<>();
    if (value.length() > LABEL_MAX) {
      problems.add("must be no more than 63 characters");
    }
    if (!value.isEmpty() && !QUALIFIED_PATTERN.matcher(value).matches()) {
      problems.add(
          "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or"
              + " '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
              + " 'my_value',  or '12345', regex used for validation is '("
              + QUALIFIED
              + ")?')");
    }
    return problems;
  }

  /** The name of a port: at most 15 characters, with a letter among them. */
  public static List<String> portName(String name) {
    List<String> problems = new ArrayList<>();
    if (name.length() > PORT_MAX) {
      problems.add("must be no more than " + PORT_MAX + " characters");
    }
    if (!PORT_PATTERN.matcher(name).matches()) {
      problems.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
    }
    if (name.chars().noneMatch(each -> each >= 'a' && each <= 'z')) {
      problems.add("must contain at least one letter (a-z)");
    }
    if (name.contains("--")) {
      problems.add("must not contain consecutive hyphens");
    }
    if (name.startsWith("-") || name.endsWith("-")) {
      problems.add("must not begin or end with a hyphen");
    }
    return problems;
  }

  /** The name of an environment variable that is not empty. */
  public static List<String> environmentVariable(String name) {
    boolean printable = name.chars().allMatch(each -> each >= ' ' && each <= '~' && each != '=');
    return printable
        ? List.of()
        : List.of(
            "a valid environment variable name must consist only of printable ASCII characters"
                + " other than '='");
  }

  /** An address of either family, written as a literal. */
  public static List<String> ipAddress(String text) {
    return isIpAddress(text)
        ? List.of()
        : List.of("must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
  }

  /** An address with the length of its network's prefix. */
  public static List<String> cidr(String text) {
    int slash = text.indexOf('/');
    boolean valid =
        slash > 0
            && isIpAddress(text.substring(0, slash))
            && PREFIX_PATTERN.matcher(text.substring(slash + 1)).matches()
            && Integer.parseInt(text.substring(slash + 1)) <= (text.contains(":") ? 128 : 32);
    return valid
        ? List.of()
        : List.of("must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)");
  }

  private static boolean isIpAddress(String text) {
    if (!text.contains(":") && !IPV4_PATTERN.matcher(text).matches()) {
      return false;
    }
    try {
      return InetAddress.ofLiteral(text).getAddress().length > 0 && !text.contains("%");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static List<String> check(String name, int max, Pattern pattern, String rule) {
    List<String> problems = new ArrayList<>();
    if (name.length() > max) {
      problems.add("must be no more than " + max + " characters");
    }
    if (!pattern.matcher(name).matches()) {
      problems.add(rule);
    }
    return problems;
  }
}
