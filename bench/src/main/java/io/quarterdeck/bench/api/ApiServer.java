package io.quarterdeck.bench.api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Where an API is served and who calls it; certificates are PEM. */
record ApiServer(String host, int port, String ca, Credentials credentials) {

  /** How callers prove who they are. */
  sealed interface Credentials {}

  record Token(String token) implements Credentials {}

  record Certificate(String certificate, String key) implements Credentials {}

  ApiServer {
    if (!isLoopback(host)) {
      throw new IllegalArgumentException("loads go to this machine only, not to " + host);
    }
  }

  /**
   * The first cluster and user of a kubeconfig with embedded certificates, as {@code up} writes.
   */
  static ApiServer of(Path kubeconfig) throws IOException {
    Map<?, ?> root =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(kubeconfig));
    Map<?, ?> cluster = first(root, "clusters", "cluster");
    Map<?, ?> user = first(root, "users", "user");
    URI server = URI.create(text(cluster, "server"));
    Credentials credentials =
        user.containsKey("token")
            ? new Token(text(user, "token"))
            : new Certificate(pem(user, "client-certificate-data"), pem(user, "client-key-data"));
    return new ApiServer(
        server.getHost(),
        server.getPort(),
        pem(cluster, "certificate-authority-data"),
        credentials);
  }

  private static Map<?, ?> first(Map<?, ?> root, String list, String part) {
    if (root.get(list) instanceof List<?> all
        && !all.isEmpty()
        && all.getFirst() instanceof Map<?, ?> named
        && named.get(part) instanceof Map<?, ?> found) {
      return found;
    }
    throw new IllegalArgumentException("the kubeconfig has no " + list);
  }

  private static String text(Map<?, ?> map, String key) {
    return Optional.ofNullable(map.get(key))
        .map(Object::toString)
        .orElseThrow(() -> new IllegalArgumentException("the kubeconfig has no " + key));
  }

  private static String pem(Map<?, ?> map, String key) {
    return new String(Base64.getDecoder().decode(text(map, key)), StandardCharsets.UTF_8);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
