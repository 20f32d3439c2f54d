package io.quarterdeck.testkit;

import io.quarterdeck.stores.FreePorts;
import io.quarterdeck.stores.PostgresServer;
import io.quarterdeck.stores.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The distribution's PostgreSQL as an operator runs it: a primary whose commits wait for a standby,
 * until the primary is lost and the standby promoted.
 */
public final class PostgresPair implements AutoCloseable {
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final String SUPERUSER = "postgres";
  private static final String OWNER = "quarterdeck";
  private static final String PASSWORD = "of a test";
  private static final int SIGINT = 2;
  private static final int SIGKILL = 9;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Path dir;
  private final Path binaries;
  private final List<Integer> ports = FreePorts.next(2);

  private PostgresPair(Path dir, Path binaries) {
    this.dir = dir;
    this.binaries = binaries;
  }

  /** Starts both; the standby has caught up when this returns. */
  public static PostgresPair start(Path dir) {
    PostgresPair pair = new PostgresPair(dir, newestInstalled());
    try {
      Files.createDirectories(dir);
      Files.writeString(pair.passwordFile(), PASSWORD);
      pair.startPrimary();
      pair.startStandby();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pair;
  }

  /** Names both servers, as an operator would who does not know which one is the primary. */
  public String url() {
    return url(OWNER);
  }

  private String url(String database) {
    return "postgresql://127.0.0.1:%d,127.0.0.1:%d/%s"
        .formatted(ports.get(0), ports.get(1), database);
  }

  /** Makes another database of the same user, and names it as {@link #url} does. */
  public String createDatabase(String name) {
    sql("create database %s owner %s".formatted(name, OWNER));
    return url(name);
  }

  public String username() {
    return OWNER;
  }

  public Path passwordFile() {
    return dir.resolve("password");
  }

  /** Takes the primary away without warning. */
  public void killPrimary() {
    pid("primary").forEach(pid -> Processes.stop(pid, SIGKILL, TIMEOUT));
  }

  /** Lets the standby take writes; nothing is to replicate to it any more. */
  public void promote() {
    run("pg_ctl", "promote", "--wait", "--pgdata=" + data("standby"));
  }

  @Override
  public void close() {
    Stream.of("standby", "primary")
        .flatMap(name -> pid(name).stream())
        .forEach(pid -> Processes.stop(pid, SIGINT, TIMEOUT));
  }

  private void startPrimary() {
    run(
        "initdb",
        "--pgdata=" + data("primary"),
        "--username=" + SUPERUSER,
        "--pwfile=" + passwordFile(),
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--no-locale");
    // On the command line, not in the configuration, which the standby gets a copy of.
    serve("primary", ports.get(0), "synchronous_standby_names=*");
    sql(
        "set synchronous_commit = local",
        "create role %s login password '%s'".formatted(OWNER, PASSWORD),
        "create database %1$s owner %1$s".formatted(OWNER));
  }

  private void startStandby() {
    run(
        "pg_basebackup",
        "--pgdata=" + data("standby"),
        "--dbname=" + superuserAt(ports.get(0)),
        "--write-recovery-conf",
        "--checkpoint=fast");
    serve("standby", ports.get(1), "hot_standby=on");
    Await.until(
        "the standby replicates",
        TIMEOUT,
        () -> sql("select sync_state from pg_stat_replication").strip().equals("sync"));
  }

  private void serve(String name, int port, String setting) {
    List<String> command =
        unprivileged(
            binaries.resolve("postgres").toString(),
            "-D",
            data(name),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "port=" + port,
            "-c",
            "unix_socket_directories=",
            "-c",
            setting);
    Path log = dir.resolve(name + ".log");
    Process process = Processes.startDetached(command, dir, Map.of("LC_ALL", "C"), log);
    Watchdog.killAtEnd(process.pid());
    Await.until(
        "PostgreSQL accepts connections, see " + log,
        TIMEOUT,
        () -> run("pg_isready", "--dbname=" + superuserAt(port)).contains("accepting"));
  }

  private String sql(String... statements) {
    List<String> arguments = new ArrayList<>(List.of("--no-psqlrc", "--tuples-only"));
    Stream.of(statements).forEach(statement -> arguments.addAll(List.of("-c", statement)));
    arguments.add(superuserAt(ports.get(0)));
    return run("psql", arguments.toArray(String[]::new));
  }

  private static String superuserAt(int port) {
    return "host=127.0.0.1 port=%d dbname=postgres user=%s password='%s'"
        .formatted(port, SUPERUSER, PASSWORD);
  }

  private String run(String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(binaries.resolve(program).toString()));
    command.addAll(List.of(arguments));
    return Processes.run(unprivileged(command.toArray(String[]::new)), dir, "");
  }

  private static List<String> unprivileged(String... command) {
    return PostgresServer.unprivileged(List.of(command));
  }

  private String data(String name) {
    return dir.resolve(name).toString();
  }

  private List<Long> pid(String name) {
    try {
      Path file = Path.of(data(name)).resolve("postmaster.pid");
      return List.of(Long.valueOf(Files.readAllLines(file).getFirst().strip()));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Path newestInstalled() {
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions
          .max(Comparator.comparingInt(it -> Integer.parseInt(it.getFileName().toString())))
          .orElseThrow()
          .resolve("bin");
    } catch (IOException e) {
      throw new UncheckedIOException("the package postgresql is not installed", e);
    }
  }
}
