package io.quarterdeck.state.service;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Everything that can be set under {@code quarterdeck}. */
@ConfigMapping(prefix = "quarterdeck")
public interface StateConfig {
  @WithDefault("quarterdeck")
  String cluster();

  Tls tls();

  Database database();

  Kafka kafka();

  State state();

  /** Certificates of this process, PEM. */
  interface Tls {
    Path ca();

    Path certificate();

    Path key();
  }

  /** Where the state is kept. */
  interface Database {
    String url();

    String username();

    @WithName("password-file")
    Path passwordFile();
  }

  /** Where events go. */
  interface Kafka {
    @WithName("bootstrap-servers")
    String bootstrapServers();

    /** Kafka client properties that win over those derived from {@link Tls}. */
    @WithName("client-properties")
    Optional<Path> clientProperties();
  }

  /** What becomes of writes while publication is too far behind. */
  enum LagPolicy {
    /** They are refused until it has caught up. */
    REFUSE,
    /** They go on: the database alone bounds how far publication may fall behind. */
    GO_ON
  }

  /** The store itself. */
  interface State {
    @WithName("listen-address")
    @WithDefault("127.0.0.1")
    String listenAddress();

    @WithDefault("2379")
    int port();

    /** Common names of those who may write objects. */
    @WithDefault("quarterdeck:api-gateway")
    Set<String> writers();

    /** Common names of those who may read everything and write outside of the objects. */
    @WithDefault("quarterdeck:operator")
    Set<String> operators();

    /** Common names of replicas, which pass on calls of others. */
    @WithDefault("quarterdeck:state-service")
    Set<String> replicas();

    /** Only looks whether the database and the brokers can and may do what is needed, and ends. */
    @WithDefault("false")
    boolean check();

    /** Where the other replicas reach this one; the address that it listens on by default. */
    @WithName("advertise-address")
    Optional<String> advertiseAddress();

    /** A leader that shows no sign of life for this long is replaced when another one waits. */
    @WithName("leader-silence-max")
    @WithDefault("1500ms")
    Duration leaderSilenceMax();

    /** Requests above this are refused; what is stored must fit into one Kafka record. */
    @WithName("request-size-max")
    @WithDefault("3145728")
    int requestSizeMax();

    /** How many comparisons, or operations of one branch, a transaction may have. */
    @WithName("txn-ops-max")
    @WithDefault("128")
    int txnOpsMax();

    /** Kafka's limit of a record, for topics and producer. */
    @WithName("record-size-max")
    @WithDefault("4194304")
    int recordSizeMax();

    @WithName("watch-progress-interval")
    @WithDefault("5s")
    Duration watchProgressInterval();

    /** How many bytes of the newest commits stay in memory for watches and publication. */
    @WithName("recent-bytes-max")
    @WithDefault("8388608")
    long recentBytesMax();

    /** How many revisions may wait to be published before {@link #publicationLagPolicy} counts. */
    @WithName("publication-lag-max")
    @WithDefault("100000")
    long publicationLagMax();

    @WithName("publication-lag-policy")
    @WithDefault("refuse")
    LagPolicy publicationLagPolicy();

    /** How long {@code changes} keeps its records. */
    @WithName("changes-retention")
    @WithDefault("7d")
    Duration changesRetention();

    /**
     * A database of this size takes nothing more, until somebody makes space and disarms the alarm;
     * 0 for no quota. History counts, so it is far above what the state alone takes.
     */
    @WithName("space-quota")
    @WithDefault("32G")
    MemorySize spaceQuota();

    History history();

    /**
     * For crash tests: {@code step:nth:action}, where the action is {@code halt}, unless {@code
     * pause} is said, and the step one of {@link io.quarterdeck.state.fault.Step}.
     */
    Optional<String> failpoint();

    /** For crash tests: no visit of the failpoint's step counts before this file is there. */
    Optional<Path> failpointArmedBy();
  }

  /** How long it is told who changed what; what the API may ask for is kept in any case. */
  interface History {
    @WithDefault("7d")
    Duration retention();

    /** How often what is too old is looked for. */
    @WithDefault("1m")
    Duration interval();

    /**
     * {@code <group or core>/<resource>} of which no more than what the API may ask for is kept.
     */
    @WithName("short-lived")
    @WithDefault("core/events,events.k8s.io/events,coordination.k8s.io/leases")
    Set<String> shortLived();

    /** A partition is closed after so many revisions, however fast they come. */
    @WithName("partition-revisions-max")
    @WithDefault("1000000")
    long partitionRevisionsMax();
  }
}
