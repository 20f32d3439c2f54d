package io.quarterdeck.bench.faults;

import io.quarterdeck.bench.process.RoleSettings;
import io.quarterdeck.stores.FreePorts;
import io.quarterdeck.stores.PostgresServer;
import io.quarterdeck.testkit.RoleProcess;
import io.quarterdeck.testkit.TcpProxy;
import io.quarterdeck.testkit.TestStores;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A state-service that is started over and over, with a proxy on each side of it. */
final class Replica implements AutoCloseable {
  private final Path folder;
  private final Map<String, String> settings;
  private final TcpProxy database;
  private final TcpProxy clients;
  private volatile RoleProcess role;

  Replica(TestStores stores, String name) {
    List<Integer> ports = FreePorts.next(2);
    PostgresServer postgres = stores.postgres();
    this.folder = stores.folder().resolve(name);
    this.database = TcpProxy.to(postgres.port());
    this.clients = TcpProxy.to(ports.get(1));
    this.settings =
        RoleSettings.identity(stores.identity("state-service", "quarterdeck:state-service"));
    settings.put("quarkus.http.port", ports.get(0).toString());
    settings.put("quarterdeck.state.port", ports.get(1).toString());
    settings.put(
        "quarterdeck.database.url",
        "postgresql://127.0.0.1:" + database.port() + "/" + PostgresServer.DATABASE);
    settings.put("quarterdeck.database.username", postgres.username());
    settings.put("quarterdeck.database.password-file", postgres.passwordFile().toString());
    settings.put("quarterdeck.kafka.bootstrap-servers", stores.kafka().bootstrapServers());
    this.role = prepared(Optional.empty());
  }

  /** Starts the process, to strike at a step if one is given. */
  void launch(Optional<String> failpoint) {
    role = prepared(failpoint);
    role.launch();
  }

  RoleProcess role() {
    return role;
  }

  /** Between the process and PostgreSQL. */
  TcpProxy database() {
    return database;
  }

  /** Between clients and the process. */
  TcpProxy clients() {
    return clients;
  }

  @Override
  public void close() {
    if (role.isAlive()) {
      role.kill();
    }
    database.close();
    clients.close();
  }

  private RoleProcess prepared(Optional<String> failpoint) {
    failpoint.ifPresentOrElse(
        it -> settings.put("quarterdeck.state.failpoint", it),
        () -> settings.remove("quarterdeck.state.failpoint"));
    return new RoleProcess("state-service", folder, settings, RoleSettings.STATE_FLAGS);
  }
}
