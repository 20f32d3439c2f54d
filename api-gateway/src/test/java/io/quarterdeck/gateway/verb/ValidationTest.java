package io.quarterdeck.gateway.verb;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.kind.Kinds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidationTest {
  private static final Kind CONFIG_MAPS = Kinds.builtIn().of(Resources.CONFIG_MAPS);

  @Test
  void doesNotHoldAgainstALaterChangeWhatWasWrongBefore() {
    ApiObject old = configMap("a b", "1");

    assertThatThrownBy(() -> Validation.ofNew(CONFIG_MAPS, old)).hasMessageContaining("data[a b]");
    assertThatCode(() -> Validation.ofNext(CONFIG_MAPS, configMap("a b", "2"), old, List.of()))
        .doesNotThrowAnyException();
    ApiObject worse = configMap("c d", "1");
    assertThatThrownBy(() -> Validation.ofNext(CONFIG_MAPS, worse, old, List.of()))
        .hasMessageContaining("data[c d]");
  }

  private static ApiObject configMap(String key, String value) {
    return ApiObject.parse(
        """
        {"metadata":{"name":"m","namespace":"n"},"data":{"%s":"%s"}}\
        """
            .formatted(key, value)
            .getBytes(StandardCharsets.UTF_8));
  }
}
