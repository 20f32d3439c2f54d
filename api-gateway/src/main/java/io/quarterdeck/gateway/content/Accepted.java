package io.quarterdeck.gateway.content;

import io.quarterdeck.gateway.http.Failures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The form in which a client wants its answer, chosen from what it accepts. */
public record Accepted(Form form, Shape shape) {
  /** How the answer is written. */
  public enum Form {
    JSON("application/json"),
    YAML("application/yaml");

    private final String mediaType;

    Form(String mediaType) {
      this.mediaType = mediaType;
    }

    public String mediaType() {
      return mediaType;
    }
  }

  /** What the answer shows of its objects. */
  public enum Shape {
    OBJECT,
    TABLE,
    PARTIAL
  }

  public static final Accepted PLAIN = new Accepted(Form.JSON, Shape.OBJECT);

  private static final List<String> SUPPORTED =
      List.of("application/json", "application/yaml", "application/vnd.kubernetes.protobuf");

  private record Clause(String mediaType, Map<String, String> parameters, double quality) {}

  /** Chooses the first form that the server has; an absent header accepts everything. */
  public static Accepted of(String accept) {
    if (accept.isBlank()) {
      return PLAIN;
    }
    for (Clause clause : clauses(accept)) {
      Form form = form(clause.mediaType());
      Shape shape = shape(clause.parameters());
      if (form != null && shape != null) {
        return new Accepted(form, shape);
      }
    }
    throw Failures.notAcceptable(SUPPORTED.subList(0, 2));
  }

  /** For failures, which are answered in JSON when nothing else fits. */
  public static Form formOrJson(String accept) {
    try {
      return of(accept).form();
    } catch (RuntimeException e) {
      return Form.JSON;
    }
  }

  private static List<Clause> clauses(String accept) {
    List<Clause> clauses = new ArrayList<>();
    for (String text : accept.split(",", -1)) {
      if (!text.isBlank()) {
        clauses.add(clause(text));
      }
    }
    clauses.sort(Comparator.comparingDouble(Clause::quality).reversed());
    return clauses;
  }

  private static Clause clause(String text) {
    String[] parts = text.split(";", -1);
    Map<String, String> parameters = new HashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals > 0) {
        parameters.put(parts[i].substring(0, equals).trim(), parts[i].substring(equals + 1).trim());
      }
    }
    return new Clause(parts[0].trim().toLowerCase(Locale.ROOT), parameters, quality(parameters));
  }

  private static double quality(Map<String, String> parameters) {
    try {
      return Double.parseDouble(parameters.getOrDefault("q", "1"));
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  private static @org.jspecify.annotations.Nullable Form form(String mediaType) {
    return switch (mediaType) {
      case "application/json", "application/*", "*/*" -> Form.JSON;
      case "application/yaml" -> Form.YAML;
      default -> null;
    };
  }

  private static @org.jspecify.annotations.Nullable Shape shape(Map<String, String> parameters) {
    String as = parameters.getOrDefault("as", "");
    if (as.isEmpty()) {
      return Shape.OBJECT;
    }
    boolean known = "meta.k8s.io".equals(parameters.get("g")) && "v1".equals(parameters.get("v"));
    if (!known) {
      return null;
    }
    return switch (as) {
      case "Table" -> Shape.TABLE;
      case "PartialObjectMetadata", "PartialObjectMetadataList" -> Shape.PARTIAL;
      default -> null;
    };
  }
}
