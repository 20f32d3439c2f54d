package io.quarterdeck.gateway.content;

import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.protobuf.Protobuf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The form in which a client wants its answer, chosen from what it accepts. */
public record Accepted(Form form, Shape shape) {
  /** How the answer is written. */
  public enum Form {
    JSON("application/json"),
    YAML("application/yaml"),
    PROTOBUF(Protobuf.MEDIA_TYPE);

    private final String mediaType;

    Form(String mediaType) {
      this.mediaType = mediaType;
    }

    public String mediaType() {
      return mediaType;
    }

    /** Of a watch. */
    public String streamType() {
      return this == JSON ? mediaType : mediaType + STREAM;
    }
  }

  /** What the answer shows of its objects. */
  public enum Shape {
    OBJECT,
    TABLE,
    PARTIAL
  }

  public static final Accepted PLAIN = new Accepted(Form.JSON, Shape.OBJECT);

  private static final String STREAM = ";stream=watch";
  private static final Set<Form> FORMS = EnumSet.allOf(Form.class);
  private static final Set<Form> STREAMS = EnumSet.of(Form.JSON, Form.PROTOBUF);

  private record Clause(String mediaType, Map<String, String> parameters, double quality) {}

  /** Chooses the first form that the server has; an absent header accepts everything. */
  public static Accepted of(String accept) {
    return of(accept, FORMS)
        .orElseThrow(() -> Failures.notAcceptable(FORMS.stream().map(Form::mediaType).toList()));
  }

  /** The same for a watch, which cannot be had in every form. */
  public static Accepted ofStream(String accept) {
    return of(accept, STREAMS)
        .orElseThrow(
            () ->
                Failures.notAcceptable(
                    STREAMS.stream().map(form -> form.mediaType() + STREAM).toList()));
  }

  private static Optional<Accepted> of(String accept, Set<Form> forms) {
    if (accept.isBlank()) {
      return Optional.of(PLAIN);
    }
    for (Clause clause : clauses(accept)) {
      Form form = form(clause.mediaType());
      Shape shape = shape(clause.parameters());
      boolean possible = form != Form.PROTOBUF || shape != Shape.TABLE;
      if (form != null && shape != null && forms.contains(form) && possible) {
        return Optional.of(new Accepted(form, shape));
      }
    }
    return Optional.empty();
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
    clauses.sort(
        Comparator.comparingDouble(Clause::quality)
            .reversed()
            .thenComparing(clause -> clause.mediaType().endsWith("*")));
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

  private static @Nullable Form form(String mediaType) {
    return switch (mediaType) {
      case "application/json", "application/*", "*/*" -> Form.JSON;
      case "application/yaml" -> Form.YAML;
      case Protobuf.MEDIA_TYPE -> Form.PROTOBUF;
      default -> null;
    };
  }

  private static @Nullable Shape shape(Map<String, String> parameters) {
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
