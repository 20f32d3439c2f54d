package io.quarterdeck.gateway.it;

import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.quarterdeck.pki.Identity;
import io.quarterdeck.stores.FreePorts;
import io.quarterdeck.stores.PostgresServer;
import io.quarterdeck.stores.RoleFlags;
import io.quarterdeck.testkit.RoleProcess;
import io.quarterdeck.testkit.TestStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLException;

/** The built gateway on the built state-service, with real stores behind them. */
final class RunningGateway implements AutoCloseable {
  static final String TOKEN = "the-administrators-token";
  static final String NOBODYS_TOKEN = "a-token-of-somebody-without-rights";

  private static final Duration READY_MAX = Duration.ofMinutes(2);
  private static final int SECRETS_KEY_BYTES = 32;
  private static final List<String> FLAGS = RoleFlags.of(256, false);

  private final TestStores stores;
  private final RoleProcess state;
  private final RoleProcess gateway;
  private final Map<String, String> settings;

  private RunningGateway(
      TestStores stores, RoleProcess state, RoleProcess gateway, Map<String, String> settings) {
    this.stores = stores;
    this.state = state;
    this.gateway = gateway;
    this.settings = settings;
  }

  static RunningGateway start(TestStores stores) throws IOException, GeneralSecurityException {
    List<Integer> ports = FreePorts.next(4);
    Path folder = stores.folder();
    Map<String, String> settings = gateway(stores, ports);
    RoleProcess state = new RoleProcess("state-service", folder, state(stores, ports), FLAGS);
    RoleProcess gateway = new RoleProcess("api-gateway", folder, settings, FLAGS);
    state.start(READY_MAX);
    gateway.start(READY_MAX);
    return new RunningGateway(stores, state, gateway, settings);
  }

  /** One more gateway on the same state. */
  record Replica(RoleProcess role, String url) implements AutoCloseable {
    @Override
    public void close() {
      role.close();
    }
  }

  /** Starts one more with a setting of its own; the caller closes it. */
  Replica replica(String name, String value) {
    List<Integer> ports = FreePorts.next(2);
    Map<String, String> own = new TreeMap<>(settings);
    own.put("quarterdeck.gateway.port", Integer.toString(ports.get(0)));
    own.put("quarkus.http.port", Integer.toString(ports.get(1)));
    own.put(name, value);
    Path folder = stores.folder().resolve("replica-" + ports.get(0));
    return new Replica(
        new RoleProcess("api-gateway", folder, own, FLAGS).start(READY_MAX),
        "https://127.0.0.1:" + ports.get(0));
  }

  private static Map<String, String> state(TestStores stores, List<Integer> ports) {
    PostgresServer postgres = stores.postgres();
    Map<String, String> settings =
        identity(stores.identity("state-service", "quarterdeck:state-service"));
    settings.put("quarkus.http.port", Integer.toString(ports.get(1)));
    settings.put("quarterdeck.kafka.bootstrap-servers", stores.kafka().bootstrapServers());
    settings.put("quarterdeck.state.port", Integer.toString(ports.get(2)));
    settings.put("quarterdeck.database.url", postgres.url());
    settings.put("quarterdeck.database.username", postgres.username());
    settings.put("quarterdeck.database.password-file", postgres.passwordFile().toString());
    return settings;
  }

  private static Map<String, String> gateway(TestStores stores, List<Integer> ports)
      throws IOException, GeneralSecurityException {
    Path folder = stores.folder();
    Identity server = stores.identity("kube-apiserver", "kube-apiserver");
    Path tokens = folder.resolve("tokens.csv");
    Files.writeString(
        tokens, TOKEN + ",admin,admin,\"system:masters\"\n" + NOBODYS_TOKEN + ",nobody,nobody\n");
    byte[] secretsKey = new byte[SECRETS_KEY_BYTES];
    new SecureRandom().nextBytes(secretsKey);
    Path secrets = folder.resolve("secrets.key");
    Files.writeString(secrets, Base64.getEncoder().encodeToString(secretsKey));
    Path accounts = folder.resolve("service-account.key");
    byte[] key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate().getEncoded();
    Files.writeString(
        accounts,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key)
            + "\n-----END PRIVATE KEY-----\n");
    Map<String, String> settings =
        identity(stores.identity("api-gateway", "quarterdeck:api-gateway", "quarterdeck:roles"));
    settings.put("quarterdeck.gateway.bootstrap-interval", "500ms");
    settings.put("quarterdeck.gateway.allocation-repair-interval", "500ms");
    settings.put("quarkus.http.port", Integer.toString(ports.get(3)));
    settings.put("quarterdeck.state.endpoint", "127.0.0.1:" + ports.get(2));
    settings.put("quarterdeck.gateway.listen-address", "127.0.0.1");
    settings.put("quarterdeck.gateway.advertise-address", "192.0.2.1");
    settings.put("quarterdeck.gateway.port", Integer.toString(ports.get(0)));
    settings.put("quarterdeck.gateway.certificate", server.certificate().toString());
    settings.put("quarterdeck.gateway.key", server.key().toString());
    settings.put("quarterdeck.gateway.tokens-file", tokens.toString());
    settings.put("quarterdeck.gateway.service-account-key", accounts.toString());
    settings.put("quarterdeck.gateway.secrets-key", secrets.toString());
    settings.put("quarterdeck.gateway.bookmark-interval", "500ms");
    return settings;
  }

  private static Map<String, String> identity(Identity identity) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("quarterdeck.tls.ca", identity.ca().toString());
    settings.put("quarterdeck.tls.certificate", identity.certificate().toString());
    settings.put("quarterdeck.tls.key", identity.key().toString());
    return settings;
  }

  String url() {
    return "https://127.0.0.1:" + settings.get("quarterdeck.gateway.port");
  }

  /** Speaks to the state-service as somebody; the caller shuts it down. */
  ManagedChannel state(String commonName) {
    Identity identity = identity(commonName);
    try {
      return NettyChannelBuilder.forTarget("dns:///" + settings.get("quarterdeck.state.endpoint"))
          .sslContext(
              GrpcSslContexts.forClient()
                  .trustManager(identity.ca().toFile())
                  .keyManager(identity.certificate().toFile(), identity.key().toFile())
                  .build())
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  Identity identity(String commonName, String... organizations) {
    return stores.identity(commonName.replace(':', '-'), commonName, organizations);
  }

  @Override
  public void close() {
    gateway.close();
    state.close();
  }
}
