package io.quarterdeck.node.mailbox;

import io.quarterdeck.bus.KafkaSettings;
import io.quarterdeck.role.run.RoleConfig;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/** How the mailbox's consumer reaches the brokers. */
final class MailboxKafka {
  @Produces
  @Singleton
  @Identifier("mailbox")
  Map<String, Object> settings(RoleConfig role) {
    RoleConfig.Tls tls = role.tls();
    return new KafkaSettings(
            role.kafka().bootstrapServers(),
            Optional.of(new KafkaSettings.Tls(tls.ca(), tls.certificate(), tls.key())),
            role.kafka().clientProperties())
        .reader();
  }
}
