package io.quarterdeck.model.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.kind.Kinds;
import io.quarterdeck.model.schema.WireFormat.Field;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireFormatTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          io.k8s.api.core.v1.Pod        | 2  | spec           | .k8s.io.api.core.v1.PodSpec | false
          io.k8s.api.core.v1.PodSpec    | 2  | containers     | .k8s.io.api.core.v1.Container | true
          .k8s.io.api.core.v1.PodSpec   | 7  | nodeSelector   | map<string, string> | false
          io.k8s.api.core.v1.ConfigMap  | 3  | binaryData     | map<string, bytes> | false
          io.k8s.api.apps.v1.DeploymentSpec | 1 | replicas    | int32 | false
          """)
  void knowsFieldsByNumber(String message, int number, String name, String type, boolean repeated) {
    assertThat(WireFormat.of(message).fields().get(number))
        .isEqualTo(new Field(name, type, repeated));
  }

  @Test
  void tellsWhatMapsHold() {
    Field map = new Field("data", "map<string, bytes>", false);
    assertThat(map.isMap()).isTrue();
    assertThat(map.valueType()).isEqualTo("bytes");
    assertThat(new Field("spec", ".a.B", false).valueType()).isEqualTo(".a.B");
    assertThatThrownBy(() -> WireFormat.of("io.k8s.api.core.v1.Nonsense"))
        .hasMessageContaining("Nonsense");
  }

  /** Whoever reads a message can follow every field of it, down to scalars. */
  @Test
  void knowsEveryMessageOfTheServedKinds() {
    Set<String> seen = new HashSet<>();
    for (Kind kind : Kinds.builtIn().all()) {
      follow(Schemas.builtIn().of(kind.type()).definition(), seen);
    }
    assertThat(seen).hasSizeGreaterThan(100);
  }

  private static void follow(String message, Set<String> seen) {
    if (seen.add(message)) {
      for (Field field : WireFormat.of(message).fields().values()) {
        if (field.valueType().startsWith(".")) {
          follow(field.valueType(), seen);
        }
      }
    }
  }
}
