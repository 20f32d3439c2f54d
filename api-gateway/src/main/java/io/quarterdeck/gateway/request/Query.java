package io.quarterdeck.gateway.request;

import io.quarterdeck.gateway.http.Failures;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The parameters after the question mark. */
public record Query(Map<String, List<String>> parameters) {
  public static final Query EMPTY = new Query(Map.of());

  public static Query parse(String raw) {
    if (raw.isEmpty()) {
      return EMPTY;
    }
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : raw.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        parameters.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
      }
    }
    return new Query(parameters);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Failures.badRequest("invalid URL escape in " + text);
    }
  }

  /** The first value of a parameter, empty where it is absent. */
  public String text(String name) {
    List<String> values = parameters.get(name);
    return values == null ? "" : values.getFirst();
  }

  public List<String> all(String name) {
    return parameters.getOrDefault(name, List.of());
  }

  /** Present without a value counts as true, as in Kubernetes. */
  public Optional<Boolean> flag(String name) {
    List<String> values = parameters.get(name);
    if (values == null) {
      return Optional.empty();
    }
    return switch (values.getFirst()) {
      case "0", "false", "False", "FALSE", "f", "F" -> Optional.of(false);
      default -> Optional.of(true);
    };
  }

  public boolean isTrue(String name) {
    return flag(name).orElse(false);
  }

  public OptionalLong number(String name) {
    String text = text(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw Failures.badRequest(
          "strconv.ParseInt: parsing \"" + text + "\": invalid syntax: " + name);
    }
  }
}
