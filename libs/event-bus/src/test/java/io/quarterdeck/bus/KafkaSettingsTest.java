package io.quarterdeck.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSettingsTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void ownCertificatesAreUsedUntilAFileSaysHowElse() throws IOException {
    Path pem = Files.writeString(folder.resolve("pem"), "PEM");
    Optional<KafkaSettings.Tls> own = Optional.of(new KafkaSettings.Tls(pem, pem, pem));
    Path tuning = Files.writeString(folder.resolve("tuning"), "client.rack=a\n");
    Path sasl =
        Files.writeString(
            folder.resolve("sasl"), "security.protocol=SASL_SSL\nbootstrap.servers=elsewhere:1\n");

    assertThat(new KafkaSettings("here:1", own, Optional.of(tuning)).common())
        .containsEntry("security.protocol", "SSL")
        .containsEntry("ssl.keystore.key", "PEM")
        .containsEntry("client.rack", "a");
    assertThat(new KafkaSettings("here:1", own, Optional.of(sasl)).common())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("bootstrap.servers", "here:1")
        .doesNotContainKeys("ssl.keystore.key", "ssl.truststore.certificates");
  }
}
