package io.quarterdeck.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.patch.MergePatch;
import io.quarterdeck.model.schema.DecodeException;
import io.quarterdeck.model.schema.FieldValidation;
import io.quarterdeck.model.schema.ObjectDecoder;
import io.quarterdeck.model.schema.Schemas;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An example of each kind, as a file: what a user writes, what the API adds to it, the cells that a
 * table shows then, and changes that are refused, or may be made, at the beginning and later.
 */
class ExamplesTest {
  private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

  /** These have tests of their own. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "configmaps",
          "deployments",
          "endpointslices",
          "events",
          "leases",
          "namespaces",
          "nodes",
          "pods",
          "replicasets",
          "secrets",
          "serviceaccounts",
          "services");

  record Example(Kind kind, JsonNode file) {
    Fixture fixture() {
      return new Fixture(kind.type());
    }

    JsonNode given() {
      return file.path("given");
    }

    List<JsonNode> changes(String list) {
      return file.path(list).valueStream().toList();
    }

    @Override
    public String toString() {
      return kind.type().qualifiedName();
    }
  }

  static Stream<Example> examples() {
    return Kinds.builtIn().all().stream().flatMap(kind -> example(kind).stream());
  }

  private static Optional<Example> example(Kind kind) {
    String version = kind.storedAs().isPresent() ? "." + kind.type().version() : "";
    String file = "examples/" + kind.type().plural() + version + ".yaml";
    try (InputStream in = ExamplesTest.class.getResourceAsStream(file)) {
      return in == null
          ? Optional.empty()
          : Optional.of(
              new Example(kind, ObjectDecoder.parse(in.readAllBytes(), ObjectDecoder.Format.YAML)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DecodeException e) {
      throw new IllegalArgumentException(file, e);
    }
  }

  @Test
  void areThereForEveryKindThatIsStored() {
    Set<String> there =
        examples().map(each -> each.kind().type().plural()).collect(Collectors.toSet());
    assertThat(
            Kinds.builtIn().all().stream()
                .filter(kind -> kind.isStored() && kind.verbs().contains("create"))
                .map(kind -> kind.type().plural())
                .filter(plural -> !ELSEWHERE.contains(plural)))
        .isNotEmpty()
        .allMatch(there::contains);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isCompletedAndAccepted(Example example) {
    String given = text(example, example.given());
    assertThat(example.fixture().problems(given)).isEmpty();
    ApiObject created = example.fixture().created(given);
    created.json().remove("apiVersion");
    JsonNode whole = example.fixture().object(text(example, example.given())).json();
    assertThat(reread(created.json()))
        .isEqualTo(reread(MergePatch.apply(whole, example.file().path("adds"))));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isShownInATable(Example example) {
    ApiObject created = example.fixture().created(text(example, example.given()));
    created.json().withObject("/metadata").put("creationTimestamp", "2026-01-01T23:59:55Z");
    assertThat(
            example.kind().columns().cells(created, NOW).stream()
                .map(each -> each.asText().isEmpty() ? "-" : each.asText())
                .collect(Collectors.joining(" ")))
        .isEqualTo(example.file().path("cells").asText());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isRefusedWhenItIsWrong(Example example) {
    for (JsonNode each : example.changes("wrong")) {
      JsonNode changed = MergePatch.apply(example.given(), each.path("change"));
      List<String> problems = example.fixture().problems(text(example, changed));
      assertThat(String.join("\n", problems))
          .as(each.path("change").toString())
          .isEqualTo(each.path("problem").asText());
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void keepsWhatMayNotChange(Example example) {
    ApiObject old = example.fixture().created(text(example, example.given()));
    for (JsonNode each : example.changes("frozen")) {
      JsonNode changed = MergePatch.apply(old.json(), each.path("change"));
      List<String> problems = example.fixture().problemsOfUpdate(old, text(example, changed));
      assertThat(String.join("\n", problems))
          .as(each.path("change").toString())
          .isEqualTo(each.path("problem").asText());
    }
  }

  /** The decoded object, which must not have fields that its schema does not know. */
  private static String text(Example example, JsonNode tree) {
    var type = example.kind().type();
    ObjectNode object = (ObjectNode) tree.deepCopy();
    object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    try {
      ObjectNode decoded =
          ObjectDecoder.decode(
                  object,
                  type.apiVersion(),
                  type.kind(),
                  Schemas.builtIn().of(type),
                  FieldValidation.STRICT)
              .object();
      decoded.remove(List.of("apiVersion", "kind"));
      return Objects.requireNonNull(decoded.toString());
    } catch (DecodeException e) {
      throw new IllegalArgumentException(example + ": " + e.getMessage(), e);
    }
  }

  private static JsonNode reread(JsonNode tree) {
    return Json.parse(Json.bytes(tree));
  }
}
