package io.quarterdeck.gateway.subresource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessReviewTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"creationTimestamp\":null}",
        "{\"name\":\"\",\"labels\":{}}",
        "{\"managedFields\":[{\"manager\":\"somebody\"}]}"
      })
  void metadataMayBeThereAndSayNothing(String metadata) {
    assertThat(AccessReview.wrongInOwn(review(metadata))).isEmpty();
    assertThat(AccessReview.wrongInAny(review(metadata))).isEmpty();
    assertThat(AccessReview.wrongInLocal(review(metadata), "default")).isEmpty();
  }

  @Test
  void whatIsNotStoredHasNoName() {
    ApiObject named = review("{\"name\":\"mine\"}");
    List<FieldError> errors =
        List.of(FieldError.invalid("metadata", "{\"name\":\"mine\"}", "must be empty"));
    assertThat(AccessReview.wrongInOwn(named)).isEqualTo(errors);
    assertThat(AccessReview.wrongInAny(named)).isEqualTo(errors);
  }

  @Test
  void aLocalReviewHasItsNamespaceAndNoMore() {
    assertThat(AccessReview.wrongInLocal(review("{\"namespace\":\"default\"}"), "default"))
        .isEmpty();
    assertThat(AccessReview.wrongInLocal(review("{\"labels\":{\"a\":\"b\"}}"), "default"))
        .extracting(FieldError::field, FieldError::detail)
        .containsExactly(tuple("metadata", "must be empty except for namespace"));
  }

  private static ApiObject review(String metadata) {
    return ApiObject.parse(
        """
        {"metadata":%s,"spec":{"user":"somebody",
         "resourceAttributes":{"namespace":"default","verb":"get","resource":"pods"}}}"""
            .formatted(metadata)
            .getBytes(StandardCharsets.UTF_8));
  }
}
