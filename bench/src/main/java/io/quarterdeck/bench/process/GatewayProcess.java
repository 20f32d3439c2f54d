package io.quarterdeck.bench.process;

import io.quarterdeck.pki.Identity;
import io.quarterdeck.stores.FreePorts;
import io.quarterdeck.testkit.RoleProcess;
import io.quarterdeck.testkit.TestStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The built gateway in front of a built state-service: what an API server with its etcd is. */
public final class GatewayProcess implements AutoCloseable {
  private static final Duration READY_MAX = Duration.ofMinutes(2);
  private static final int SECRETS_KEY_BYTES = 32;

  private final StateServiceProcess state;
  private final RoleProcess role;
  private final int port;

  private GatewayProcess(StateServiceProcess state, RoleProcess role, int port) {
    this.state = state;
    this.role = role;
    this.port = port;
  }

  /**
   * Starts both; whoever shows the token is an administrator.
   *
   * @param jvmFlags further ones of the gateway
   */
  public static GatewayProcess start(TestStores stores, String token, List<String> jvmFlags)
      throws IOException {
    StateServiceProcess state = StateServiceProcess.start(stores, List.of());
    List<Integer> ports = FreePorts.next(2);
    Map<String, String> settings = settings(stores, token);
    settings.put("quarkus.http.port", ports.get(0).toString());
    settings.put("quarterdeck.gateway.port", ports.get(1).toString());
    settings.put("quarterdeck.state.endpoint", "127.0.0.1:" + state.port());
    List<String> flags = new ArrayList<>(RoleSettings.GATEWAY_FLAGS);
    flags.addAll(jvmFlags);
    RoleProcess role = new RoleProcess("api-gateway", stores.folder(), settings, flags);
    role.start(READY_MAX);
    return new GatewayProcess(state, role, ports.get(1));
  }

  private static Map<String, String> settings(TestStores stores, String token) throws IOException {
    Path folder = stores.folder();
    Identity server = stores.identity("kube-apiserver", "kube-apiserver");
    Map<String, String> settings =
        RoleSettings.identity(
            stores.identity("api-gateway", "quarterdeck:api-gateway", "quarterdeck:roles"));
    settings.put("quarterdeck.gateway.listen-address", "127.0.0.1");
    settings.put("quarterdeck.gateway.certificate", server.certificate().toString());
    settings.put("quarterdeck.gateway.key", server.key().toString());
    settings.put(
        "quarterdeck.gateway.tokens-file",
        file(folder.resolve("tokens.csv"), token + ",admin,admin,\"system:masters\"\n"));
    settings.put(
        "quarterdeck.gateway.service-account-key",
        file(folder.resolve("service-account.key"), signingKey()));
    settings.put(
        "quarterdeck.gateway.secrets-key", file(folder.resolve("secrets.key"), secretsKey()));
    return settings;
  }

  private static String file(Path file, String content) throws IOException {
    Files.writeString(file, content);
    return file.toString();
  }

  private static String secretsKey() {
    byte[] key = new byte[SECRETS_KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  private static String signingKey() {
    try {
      byte[] key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate().getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
          .formatted(Base64.getMimeEncoder().encodeToString(key));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where it serves the API, on loopback. */
  public int port() {
    return port;
  }

  public List<ProcessGroup> processes() {
    List<ProcessGroup> all = new ArrayList<>();
    all.add(new ProcessGroup("api-gateway", List.of(role.pid())));
    all.addAll(state.processes());
    return all;
  }

  public Duration awaitPublished() {
    return state.awaitPublished();
  }

  @Override
  public void close() {
    role.close();
    state.close();
  }
}
