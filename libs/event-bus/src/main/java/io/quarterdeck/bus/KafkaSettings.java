package io.quarterdeck.bus;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * How clients reach the brokers: mutual TLS with the role's own PEM files, unless a properties file
 * says with {@code security.protocol} how else; whatever it says wins, but for which the brokers
 * are. Buffers are small because a role's heap is.
 */
public record KafkaSettings(
    String bootstrapServers, Optional<Tls> tls, Optional<Path> clientProperties) {
  private static final int FETCH_BYTES_MAX = 5 << 20;
  private static final int PARTITION_FETCH_BYTES_MAX = 256 << 10;

  /** The role's certificate (PEM) and key (PKCS#8 PEM), and the authority it trusts. */
  public record Tls(Path authority, Path certificate, Path key) {}

  public Map<String, Object> common() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000);
    settings.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    Properties others = clientProperties.map(KafkaSettings::read).orElseGet(Properties::new);
    if (!others.containsKey(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG)) {
      tls.ifPresent(files -> addTls(settings, files));
    }
    others.forEach((name, value) -> settings.put((String) name, value));
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return settings;
  }

  /** Reads whole topics from their head, committed records alone, and joins no group. */
  public Map<String, Object> reader() {
    Map<String, Object> settings = common();
    settings.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES_MAX);
    settings.putIfAbsent(
        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES_MAX);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return settings;
  }

  private static void addTls(Map<String, Object> settings, Tls files) {
    settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SSL");
    settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
    settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
    settings.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, text(files.certificate()));
    settings.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, text(files.key()));
    settings.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, text(files.authority()));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
