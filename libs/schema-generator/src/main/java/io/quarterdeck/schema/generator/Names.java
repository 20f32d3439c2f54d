package io.quarterdeck.schema.generator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which definition each model class stands for: {@code V1ServicePort} is {@code
 * io.k8s.api.core.v1.ServicePort}. The protobuf message of that name tells the package; where none
 * exists, the API that uses the class does.
 */
final class Names {
  private static final Pattern CLASS =
      Pattern.compile("([A-Z][a-z]+(?=V\\d))?(V\\d+(?:alpha\\d+|beta\\d+)?)([A-Z].*)");
  private static final Pattern WORD = Pattern.compile("[A-Z]\\w+");

  /** What is declared here belongs to no API but is used by all of them. */
  private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1";

  private final Map<String, String> definitions = new TreeMap<>();

  private Names() {}

  static Names of(Sources sources) {
    Map<String, List<String>> packages = new HashMap<>();
    for (String message : sources.messages().keySet()) {
      int dot = message.lastIndexOf('.');
      packages
          .computeIfAbsent(message.substring(dot + 1), key -> new ArrayList<>())
          .add(goPackage(message.substring(0, dot)));
    }
    Map<String, Set<String>> users = users(sources);
    Names names = new Names();
    for (String name : sources.models().keySet()) {
      names.find(name, packages, users.getOrDefault(name, Set.of()));
    }
    names.definitions.put("VersionInfo", "io.k8s.apimachinery.pkg.version.Info");
    return names;
  }

  /** The definition of a class; empty for one that belongs to no published group. */
  Optional<String> definition(String model) {
    return Optional.ofNullable(definitions.get(model));
  }

  /** The definition that a protobuf message stands for. */
  static String ofMessage(String message) {
    int dot = message.lastIndexOf('.');
    return goPackage(message.substring(0, dot)) + message.substring(dot);
  }

  private static String goPackage(String proto) {
    return proto
        .replaceFirst("^k8s\\.io\\.", "io.k8s.")
        .replace("apiextensions_apiserver", "apiextensions-apiserver");
  }

  private void find(String model, Map<String, List<String>> packages, Set<String> users) {
    Matcher parts = CLASS.matcher(model);
    if (!parts.matches()) {
      return;
    }
    String version = "." + lower(parts.group(2));
    String group = parts.group(1) == null ? "" : "." + lower(parts.group(1));
    String name = parts.group(3);
    List<String> found =
        packages.getOrDefault(name, List.of()).stream()
            .filter(each -> each.endsWith(group + version))
            .toList();
    if (found.size() > 1) {
      found = found.stream().filter(found.contains(META) ? META::equals : users::contains).toList();
    }
    if (found.isEmpty()) {
      found = users.stream().filter(each -> each.endsWith(group + version)).toList();
    }
    if (found.size() == 1) {
      definitions.put(model, found.getFirst() + "." + name);
    }
  }

  /** The packages of the APIs from which each model can be reached. */
  private static Map<String, Set<String>> users(Sources sources) {
    Map<String, Set<String>> users = new HashMap<>();
    for (ApiGroup group : sources.groups()) {
      group.models().forEach(model -> reach(model, group.goPackage(), sources, users));
    }
    return users;
  }

  private static void reach(
      String model, String user, Sources sources, Map<String, Set<String>> users) {
    ModelClass source = sources.models().get(model);
    if (source == null || !users.computeIfAbsent(model, key -> new TreeSet<>()).add(user)) {
      return;
    }
    for (ModelClass.Field field : source.fields()) {
      for (Matcher word = WORD.matcher(field.type()); word.find(); ) {
        reach(word.group(), user, sources, users);
      }
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
