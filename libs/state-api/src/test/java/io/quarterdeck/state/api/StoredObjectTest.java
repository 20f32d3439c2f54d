package io.quarterdeck.state.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredObjectTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"metadata\":{}}|7|{\"metadata\":{\"resourceVersion\":\"7\"}}",
        "{\"metadata\":{\"name\":\"a\"},\"x\":1}|12|"
            + "{\"metadata\":{\"resourceVersion\":\"12\",\"name\":\"a\"},\"x\":1}",
        "{\"metadata\":{\"name\":\"ü\"}}|9223372036854775807|"
            + "{\"metadata\":{\"resourceVersion\":\"9223372036854775807\",\"name\":\"ü\"}}",
      })
  void insertsTheRevision(String stored, long revision, String expected) {
    byte[] spliced = StoredObject.withResourceVersion(stored.getBytes(UTF_8), revision);
    assertThat(new String(spliced, UTF_8)).isEqualTo(expected);
  }

  @Test
  void refusesAnotherForm() {
    byte[] other = "{\"kind\":\"Pod\",\"metadata\":{}}".getBytes(UTF_8);
    assertThatThrownBy(() -> StoredObject.withResourceVersion(other, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(StoredObject.isCanonical(other)).isFalse();
    assertThat(StoredObject.isCanonical(new byte[0])).isFalse();
  }

  @Test
  void canonicalFormBeginsWithMetadataAndHasNoRevision() {
    ObjectNode object =
        (ObjectNode)
            Json.parse(
                "{\"kind\":\"Pod\",\"metadata\":{\"resourceVersion\":\"5\",\"name\":\"a\"}}"
                    .getBytes(UTF_8));
    byte[] canonical = StoredObject.canonical(object);
    assertThat(new String(canonical, UTF_8))
        .isEqualTo("{\"metadata\":{\"name\":\"a\"},\"kind\":\"Pod\"}");
    assertThat(object.at("/metadata/resourceVersion").asText()).isEqualTo("5");
  }
}
