package io.quarterdeck.state.publish;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * How to reach the brokers: TLS with this process's certificate, unless a file says with {@code
 * security.protocol} how else.
 */
public record KafkaSettings(
    String bootstrapServers,
    Path ca,
    Path certificate,
    Path key,
    Optional<Path> extra,
    String cluster,
    int recordBytesMax,
    long changesRetentionMs) {
  private static final String PROTOCOL = "security.protocol";

  Map<String, Object> common() {
    try {
      Map<String, Object> all = new HashMap<>();
      Properties others = others();
      if (!others.containsKey(PROTOCOL)) {
        all.putAll(ownTls());
      }
      others.forEach((name, value) -> all.put(name.toString(), value));
      // The operator of the brokers says how to reach them, not which they are.
      all.put("bootstrap.servers", bootstrapServers);
      return all;
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the settings for Kafka", e);
    }
  }

  private Map<String, Object> ownTls() throws IOException {
    return Map.of(
        PROTOCOL,
        "SSL",
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.certificates",
        Files.readString(ca),
        "ssl.keystore.type",
        "PEM",
        "ssl.keystore.certificate.chain",
        Files.readString(certificate),
        "ssl.keystore.key",
        Files.readString(key));
  }

  private Properties others() throws IOException {
    Properties properties = new Properties();
    if (extra.isPresent()) {
      try (Reader reader = Files.newBufferedReader(extra.get(), StandardCharsets.UTF_8)) {
        properties.load(reader);
      }
    }
    return properties;
  }
}
