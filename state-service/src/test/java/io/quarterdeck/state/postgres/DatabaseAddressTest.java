package io.quarterdeck.state.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarterdeck.state.postgres.DatabaseAddress.Host;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
  @Test
  void namesEveryServer() {
    DatabaseAddress address = DatabaseAddress.parse("postgresql://db1:5433,[fd00::1],db3/quarter");

    assertThat(address.hosts())
        .containsExactly(new Host("db1", 5433), new Host("fd00::1", 5432), new Host("db3", 5432));
    assertThat(address.options())
        .allSatisfy(options -> assertThat(options.getDatabase()).isEqualTo("quarter"));
  }

  @Test
  void checksTheServersNameWhenAsked() {
    PgConnectOptions options =
        DatabaseAddress.parse("postgresql://db/q?sslmode=verify-full&sslrootcert=/etc/ca.crt")
            .options()
            .getFirst();

    assertThat(options.getSslMode()).isEqualTo(SslMode.VERIFY_FULL);
    assertThat(options.getHostnameVerificationAlgorithm()).isEqualTo("HTTPS");
    assertThat(options.getTrustOptions())
        .isEqualTo(new PemTrustOptions().addCertPath("/etc/ca.crt"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://me:hunter2@db/q",
        "postgresql://db/q?password=hunter2",
        "postgresql://db?password=hunter2",
        "mysql://db/hunter2"
      })
  void refusesWhatItDoesNotKnowWithoutShowingIt(String url) {
    assertThatThrownBy(() -> DatabaseAddress.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hunter2");
  }
}
