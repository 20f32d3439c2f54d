package io.quarterdeck.stores;

import io.quarterdeck.pki.Pem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One PostgreSQL server with its data in a directory. It outlives the JVM that starts it; {@link
 * #start} adopts a running one, and recovers from a killed one. Everything it acknowledges is on
 * disk: {@code fsync} and {@code synchronous_commit} are on.
 *
 * <p>PostgreSQL refuses to run as root. Root starts it in a user namespace without any mapping: to
 * itself it is nobody, to the machine it is root without capabilities, so the data may lie in
 * root's own home.
 */
public final class PostgresServer {
  /** The database and its owner, who is no superuser. */
  public static final String DATABASE = "quarterdeck";

  /** Reads the state in SQL: what it may see is granted by whoever makes the tables. */
  private static final String READER = "quarterdeck_reader";

  private static final int SIGINT = 2;
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
  private static final Duration SURVIVAL_MAX = Duration.ofSeconds(30);

  private final Path dir;
  private final Path binaryCache;
  private final Supervisor supervisor;
  private final int port;

  /**
   * A server whose files (data, passwords) are in {@code dir} and whose binaries are unpacked below
   * {@code binaryCache}.
   */
  public PostgresServer(Path dir, Path binaryCache, Supervisor supervisor, int port) {
    this.dir = dir.toAbsolutePath();
    this.binaryCache = binaryCache.toAbsolutePath();
    this.supervisor = supervisor;
    this.port = port;
  }

  /** A server that nobody starts again when it ends. */
  public PostgresServer(Path dir, Path binaryCache, Path log, int port) {
    this(dir, binaryCache, Supervisor.once(dir.resolve("server"), log), port);
  }

  public int port() {
    return port;
  }

  public Path log() {
    return supervisor.log();
  }

  public Supervisor supervisor() {
    return supervisor;
  }

  /** {@code postgresql://host:port/database}, without credentials. */
  public String url() {
    return "postgresql://127.0.0.1:" + port + "/" + DATABASE;
  }

  public String username() {
    return DATABASE;
  }

  /** The 0600 file with the password of {@link #username()}. */
  public Path passwordFile() {
    return dir.resolve("password");
  }

  public String password() {
    try {
      return Files.readString(passwordFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process id of the running server. */
  public OptionalLong pid() {
    List<String> lines = pidFile();
    if (lines.isEmpty()) {
      return OptionalLong.empty();
    }
    long pid = Long.parseLong(lines.getFirst().strip());
    boolean ours =
        Processes.isRunning(pid) && Processes.commandLine(pid).contains(data().toString());
    return ours ? OptionalLong.of(pid) : OptionalLong.empty();
  }

  /** Whether the running server accepts connections. */
  public boolean isReady() {
    List<String> lines = pidFile();
    // PostgreSQL writes its state into the eighth line of its pid file, for pg_ctl and for us.
    return pid().isPresent() && lines.size() >= 8 && lines.get(7).strip().equals("ready");
  }

  /** Starts the server unless it runs, and returns when it accepts connections. */
  public void start(Duration timeout) {
    if (!supervisor.isLaunched()) {
      stop(); // One whose loop was killed would not be started again.
      launch();
    }
    int exits = supervisor.exits().count();
    Processes.await(
        () -> isReady() || supervisor.exits().count() > exits || !supervisor.isLaunched(), timeout);
    if (isReady()) {
      return;
    }
    throw failure(
        pid().isEmpty()
            ? "PostgreSQL ended with exit code " + supervisor.exits().lastCode()
            : "PostgreSQL is not ready after " + timeout.toSeconds() + " s");
  }

  private void launch() {
    try {
      Files.createDirectories(dir);
      Path binaries = PostgresBinaries.unpack(binaryCache);
      initialize(binaries);
      forgetTheDead();
      Files.writeString(data().resolve("quarterdeck.conf"), PostgresSettings.render(port));
      supervisor.launch(
          unprivileged(List.of(binary(binaries, "postgres"), "-D", data().toString())),
          dir,
          Map.of("LC_ALL", "C", "TZ", "UTC"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends all sessions and stops the server cleanly. */
  public void stop() {
    supervisor.end();
    pid().ifPresent(pid -> Processes.stop(pid, SIGINT, STOP_PATIENCE));
  }

  private IllegalStateException failure(String what) {
    return new IllegalStateException(what + "; " + log() + " ends:\n" + Processes.tail(log(), 15));
  }

  /** Makes the data directory; whatever a crash left of an earlier attempt is made anew. */
  private void initialize(Path binaries) throws IOException {
    if (Files.exists(data())) {
      return;
    }
    Path part = dir.resolve("data.part");
    if (Files.exists(part)) {
      Processes.run(List.of("rm", "-rf", part.toString()), dir, "");
    }
    String owner = newPassword();
    Path superuser = dir.resolve("superuser-password");
    Pem.writePrivate(superuser, newPassword());
    Pem.writePrivate(passwordFile(), owner);
    Processes.run(
        unprivileged(
            List.of(
                binary(binaries, "initdb"),
                "--pgdata=" + part,
                "--username=postgres",
                "--pwfile=" + superuser,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--no-locale",
                "--no-instructions")),
        dir,
        "");
    Files.writeString(
        part.resolve("postgresql.conf"), "include 'quarterdeck.conf'\n"); // Written at each start.
    Files.writeString(part.resolve("quarterdeck.conf"), PostgresSettings.render(port));
    Processes.run(
        unprivileged(
            List.of(
                binary(binaries, "postgres"),
                "--single",
                "-D",
                part.toString(),
                "-c",
                "log_min_error_statement=panic", // A statement below holds the password.
                "postgres")),
        dir,
        "CREATE ROLE %1$s LOGIN PASSWORD '%2$s'\nCREATE DATABASE %1$s OWNER %1$s\nCREATE ROLE %3$s\n"
            .formatted(DATABASE, owner, READER));
    Files.move(part, data());
  }

  /**
   * Waits until the children of a killed server are gone: they notice within moments, and until
   * then a new one would find their shared memory in use. The number in a stale pid file may by now
   * belong to somebody else, whom PostgreSQL would take for a running server.
   */
  private void forgetTheDead() throws IOException {
    if (!Processes.await(() -> survivors().isEmpty(), SURVIVAL_MAX)) {
      throw failure("processes " + survivors() + " of a killed PostgreSQL still use " + data());
    }
    Files.deleteIfExists(data().resolve("postmaster.pid"));
  }

  private List<Long> survivors() {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> workingDirectory(pid).filter(data()::equals).isPresent())
        .filter(Processes::isRunning)
        .toList();
  }

  private static Optional<Path> workingDirectory(long pid) {
    try {
      return Optional.of(Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Path data() {
    return dir.resolve("data");
  }

  private List<String> pidFile() {
    try {
      return Files.readAllLines(data().resolve("postmaster.pid"));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String binary(Path binaries, String name) {
    return binaries.resolve("bin").resolve(name).toString();
  }

  /** A command of PostgreSQL as somebody whom it obeys. */
  public static List<String> unprivileged(List<String> command) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return command;
    }
    List<String> wrapped = new ArrayList<>(List.of("unshare", "--user"));
    wrapped.addAll(command);
    return wrapped;
  }

  private static String newPassword() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
