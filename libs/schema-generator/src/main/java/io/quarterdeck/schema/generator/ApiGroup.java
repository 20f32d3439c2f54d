package io.quarterdeck.schema.generator;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One group and version, as a class of the client's APIs tells it.
 *
 * @param models the names of all model classes that its operations take and return
 */
record ApiGroup(String group, String version, Set<String> models) {
  private static final Pattern PATH =
      Pattern.compile("localVarPath = \"/(?:api|apis/([^/\"]+))/(v[^/\"]+)/");
  private static final Pattern MODEL = Pattern.compile("import [\\w.]+\\.models\\.(\\w+);");

  /** Empty for a class that serves no versioned group, such as the one for {@code /version}. */
  static Optional<ApiGroup> parse(String source) {
    Matcher path = PATH.matcher(source);
    if (!path.find()) {
      return Optional.empty();
    }
    Set<String> models = new TreeSet<>();
    for (Matcher model = MODEL.matcher(source); model.find(); ) {
      models.add(model.group(1));
    }
    String group = path.group(1) == null ? "" : path.group(1);
    return Optional.of(new ApiGroup(group, path.group(2), models));
  }

  /** The Go package of the group's types, in the form that definitions are named by. */
  String goPackage() {
    String first = group.isEmpty() ? "core" : group.replaceFirst("\\..*", "");
    return switch (group) {
      case "apiextensions.k8s.io" ->
          "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions." + version;
      case "apiregistration.k8s.io" -> "io.k8s.kube-aggregator.pkg.apis.apiregistration." + version;
      case "internal.apiserver.k8s.io" -> "io.k8s.api.apiserverinternal." + version;
      default -> "io.k8s.api." + first + "." + version;
    };
  }
}
