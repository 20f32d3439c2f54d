package io.quarterdeck.stores;

import io.quarterdeck.pki.Identity;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.UUID;

/** The configuration of the embedded broker: authenticated, on loopback, and small. */
record KafkaSettings(Path data, int port, int controllerPort, Identity identity) {

  /** Limit of a record, a bit above the 4 MiB that the platform publishes at most. */
  static final int MESSAGE_BYTES_MAX = 4 * 1024 * 1024 + 128 * 1024;

  String render() {
    return """
    process.roles=broker,controller
    node.id=1
    controller.listener.names=CONTROLLER
    listeners=SSL://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
    advertised.listeners=SSL://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
    controller.quorum.bootstrap.servers=127.0.0.1:%2$d
    listener.security.protocol.map=SSL:SSL,CONTROLLER:SSL
    inter.broker.listener.name=SSL
    log.dirs=%3$s

    ssl.client.auth=required
    ssl.keystore.type=PEM
    ssl.keystore.location=%4$s
    ssl.truststore.type=PEM
    ssl.truststore.location=%5$s
    ssl.principal.mapping.rules=RULE:^(?:.*,)?CN=([^,]+)(?:,.*)?$/$1/
    authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
    super.users=User:quarterdeck:kafka;User:quarterdeck:state-service;User:quarterdeck:operator
    # Whoever holds a certificate of the cluster CA belongs to the cluster.
    allow.everyone.if.no.acl.found=true

    auto.create.topics.enable=false
    num.partitions=1
    default.replication.factor=1
    min.insync.replicas=1
    offsets.topic.replication.factor=1
    offsets.topic.num.partitions=1
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    transaction.state.log.num.partitions=1
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    share.coordinator.state.topic.num.partitions=1
    # A role that was away for a month still has its watermark.
    offsets.retention.minutes=43200
    group.initial.rebalance.delay.ms=0

    message.max.bytes=%6$d
    replica.fetch.max.bytes=%6$d
    socket.request.max.bytes=16777216

    # One machine and a handful of clients: few threads, small buffers.
    num.network.threads=2
    num.io.threads=2
    background.threads=2
    num.recovery.threads.per.data.dir=2
    num.replica.fetchers=1
    # A killed broker may come back when its old session is over.
    broker.heartbeat.interval.ms=1000
    broker.session.timeout.ms=3000
    group.coordinator.threads=1
    log.cleaner.threads=1
    log.cleaner.dedupe.buffer.size=4194304
    log.cleaner.io.buffer.size=524288
    log.cleaner.backoff.ms=15000
    # The index files of a segment are preallocated at this size: topics are many and small.
    log.index.size.max.bytes=262144
    log.segment.bytes=67108864
    offsets.topic.segment.bytes=8388608
    transaction.state.log.segment.bytes=8388608
    metadata.log.segment.bytes=33554432
    metadata.log.max.record.bytes.between.snapshots=4194304
    remote.log.manager.thread.pool.size=1
    """
        .formatted(
            port, controllerPort, data, identity.keystore(), identity.ca(), MESSAGE_BYTES_MAX);
  }

  /** Kafka's rendering of a random 128-bit id. */
  static String newClusterId() {
    UUID id = UUID.randomUUID();
    ByteBuffer bytes = ByteBuffer.allocate(16);
    bytes
        .putLong(id.getMostSignificantBits() & Long.MAX_VALUE)
        .putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }
}
