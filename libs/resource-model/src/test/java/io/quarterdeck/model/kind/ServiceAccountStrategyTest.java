package io.quarterdeck.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Resources;
import org.junit.jupiter.api.Test;

class ServiceAccountStrategyTest {
  private static final Fixture ACCOUNTS = new Fixture(Resources.SERVICE_ACCOUNTS);

  private static final String LISTED =
      "{\"secrets\":[{\"name\":\"s\",\"namespace\":\"other\",\"kind\":\"Secret\",\"uid\":\"u\"}],"
          + "\"imagePullSecrets\":[{\"name\":\"p\"}]}";

  @Test
  void keepsOnlyTheNamesOfSecrets() {
    ApiObject account = ACCOUNTS.created(LISTED);
    assertThat(account.at("secrets").toString()).isEqualTo("[{\"name\":\"s\"}]");
    assertThat(account.at("imagePullSecrets").toString()).isEqualTo("[{\"name\":\"p\"}]");
    assertThat(ACCOUNTS.updated(account, LISTED).at("secrets")).isEqualTo(account.at("secrets"));
    assertThat(ACCOUNTS.problems(LISTED)).isEmpty();
  }
}
