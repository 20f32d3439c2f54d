package io.quarterdeck.node.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * The {@code nft} and {@code conntrack} commands, and a setting that their rules need. Blocking;
 * not for event loops.
 */
final class Nft {
  private static final int COMMAND_SECONDS_MAX = 20;

  private final List<String> prefix;

  /**
   * @param prefix of every command, such as one that enters another network namespace
   */
  Nft(List<String> prefix) {
    this.prefix = List.copyOf(prefix);
  }

  /** Runs the lines as one transaction: all of them take effect, or none. */
  void apply(String script) throws IOException, InterruptedException {
    Result result = run(List.of("nft", "-f", "-"), script);
    if (result.exitCode() != 0) {
      throw new IOException("nft: " + result.output());
    }
  }

  /** The chains and sets of a table, by name; nothing when the table is not there. */
  NftScript.Existing existing(String table) throws IOException, InterruptedException {
    Result result = run(List.of("nft", "-j", "-t", "list", "table", "ip", table), "");
    if (result.exitCode() != 0) {
      return NftScript.Existing.NOTHING;
    }
    Set<String> chains = new TreeSet<>();
    Set<String> sets = new TreeSet<>();
    JsonNode listing = Json.parse(result.output().getBytes(StandardCharsets.UTF_8));
    for (JsonNode item : listing.path("nftables")) {
      add(chains, item.path("chain"));
      add(sets, item.path("set"));
    }
    return new NftScript.Existing(chains, sets);
  }

  /** The rules of a table as text, without what its sets hold; empty when there is no table. */
  Optional<String> listing(String table) throws IOException, InterruptedException {
    Result result = run(List.of("nft", "-n", "-t", "list", "table", "ip", table), "");
    return result.exitCode() == 0 ? Optional.of(result.output()) : Optional.empty();
  }

  /** Lets what pods answer to 127.0.0.1 come back over their bridge, if that is there. */
  void routeLoopback(String bridge) throws IOException, InterruptedException {
    String setting = "/proc/sys/net/ipv4/conf/" + bridge + "/route_localnet";
    Result result = run(List.of("sh", "-c", "! [ -e $0 ] || echo 1 >$0", setting), "");
    if (result.exitCode() != 0) {
      throw new IOException(setting + ": " + result.output());
    }
  }

  /** Forgets tracked flows; that there are none is the usual case and no error. */
  void forget(StaleFlows.Flow flow) throws IOException, InterruptedException {
    ProxyRules.Destination destination = flow.destination();
    List<String> command = new ArrayList<>(List.of("conntrack", "-D", "-p"));
    command.add(destination.protocol().keyword());
    if (!destination.address().isEmpty()) {
      command.addAll(List.of("--orig-dst", destination.address()));
    }
    command.addAll(List.of("--orig-port-dst", Integer.toString(destination.port())));
    if (!flow.backend().isEmpty()) {
      command.addAll(List.of("--reply-src", flow.backend()));
    }
    run(command, "");
  }

  private static void add(Set<String> names, JsonNode item) {
    if (item.has("name")) {
      names.add(item.path("name").asText());
    }
  }

  private record Result(int exitCode, String output) {}

  private Result run(List<String> arguments, String input)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream stdout = process.getInputStream()) {
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String output = new String(stdout.readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS)) {
        throw new IOException(String.join(" ", command) + " does not end");
      }
      return new Result(process.exitValue(), output);
    } finally {
      process.destroyForcibly();
    }
  }
}
