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

/** How to reach the brokers: TLS with this process's certificate, unless a file says otherwise. */
public record KafkaSettings(
    String bootstrapServers,
    Path ca,
    Path certificate,
    Path key,
    Optional<Path> extra,
    String cluster,
    int recordBytesMax,
    long changesRetentionMs) {

  Map<String, Object> common() {
    try {
      Map<String, Object> all = new HashMap<>();
      all.put("bootstrap.servers", bootstrapServers);
      all.put("security.protocol", "SSL");
      all.put("ssl.truststore.type", "PEM");
      all.put("ssl.truststore.certificates", Files.readString(ca));
      all.put("ssl.keystore.type", "PEM");
      all.put("ssl.keystore.certificate.chain", Files.readString(certificate));
      all.put("ssl.keystore.key", Files.readString(key));
      if (extra.isPresent()) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(extra.get(), StandardCharsets.UTF_8)) {
          properties.load(reader);
        }
        properties.forEach((name, value) -> all.put(name.toString(), value));
      }
      return all;
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the settings for Kafka", e);
    }
  }
}
