package io.quarterdeck.state.postgres;

import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where the database is: {@code postgresql://host:port,host:port/database?sslmode=…}. Of several
 * servers the one that is no standby is meant, whichever that is at the time. Pure.
 */
record DatabaseAddress(List<Host> hosts, String database, Map<String, String> parameters) {
  /** One server. */
  record Host(String name, int port) {}

  private static final String SCHEME = "postgresql://";
  private static final int DEFAULT_PORT = 5432;
  private static final String SSL_MODE = "sslmode";
  private static final String SSL_ROOT = "sslrootcert";
  private static final Set<String> KNOWN = Set.of(SSL_MODE, SSL_ROOT);

  static DatabaseAddress parse(String url) {
    int slash = url.indexOf('/', SCHEME.length());
    if (!url.startsWith(SCHEME) || slash < 0 || url.contains("@")) {
      throw new IllegalArgumentException(
          "the database is not given as postgresql://host:port/database, without credentials");
    }
    String[] rest = url.substring(slash + 1).split("\\?", 2);
    Map<String, String> parameters = rest.length > 1 ? parameters(rest[1]) : Map.of();
    List<Host> hosts =
        Arrays.stream(url.substring(SCHEME.length(), slash).split(","))
            .map(DatabaseAddress::host)
            .toList();
    return new DatabaseAddress(hosts, rest[0], parameters);
  }

  private static Host host(String text) {
    int colon = text.lastIndexOf(':');
    boolean bare = colon < 0 || text.endsWith("]");
    String name = bare ? text : text.substring(0, colon);
    return new Host(
        name.replaceAll("[\\[\\]]", ""),
        bare ? DEFAULT_PORT : Integer.parseInt(text.substring(colon + 1)));
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new TreeMap<>();
    for (String pair : query.split("&")) {
      String[] parts = pair.split("=", 2);
      if (!KNOWN.contains(parts[0]) || parts.length < 2) {
        throw new IllegalArgumentException(
            "of a database's URL only "
                + SSL_MODE
                + " and "
                + SSL_ROOT
                + " are known, not "
                + parts[0]);
      }
      parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }

  /** How each of the servers is reached. */
  List<PgConnectOptions> options() {
    return hosts.stream().map(this::options).toList();
  }

  private PgConnectOptions options(Host host) {
    PgConnectOptions options =
        new PgConnectOptions().setHost(host.name()).setPort(host.port()).setDatabase(database);
    String root = parameters.getOrDefault(SSL_ROOT, "");
    if (!root.isEmpty()) {
      options.setPemTrustOptions(new PemTrustOptions().addCertPath(root));
    }
    SslMode mode = SslMode.of(parameters.getOrDefault(SSL_MODE, SslMode.DISABLE.value));
    if (mode == SslMode.REQUIRE) {
      options.setTrustAll(root.isEmpty());
    } else if (mode == SslMode.VERIFY_FULL) {
      options.setHostnameVerificationAlgorithm("HTTPS");
    }
    return options.setSslMode(mode);
  }
}
