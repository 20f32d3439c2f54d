package io.quarterdeck.node.dns;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.xbill.DNS.Message;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;

/** The name servers of the machine, asked one after the other for what is not the cluster's. */
final class Upstream {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int SERVERS_MAX = 3;

  private final List<Resolver> servers;

  private Upstream(List<Resolver> servers) {
    this.servers = servers;
  }

  /** Reads a resolv.conf, leaving out the address at which the cluster's DNS itself listens. */
  static Upstream of(Path resolvConf, String except) throws IOException {
    List<Resolver> servers = new ArrayList<>();
    if (Files.exists(resolvConf)) {
      for (String address : nameServers(Files.readAllLines(resolvConf), except)) {
        servers.add(server(address));
      }
    }
    return new Upstream(servers);
  }

  static List<String> nameServers(List<String> resolvConf, String except) {
    return resolvConf.stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > 1 && words[0].equals("nameserver"))
        .map(words -> words[1])
        .filter(address -> !address.equals(except))
        .limit(SERVERS_MAX)
        .toList();
  }

  private static Resolver server(String address) throws UnknownHostException {
    SimpleResolver resolver = new SimpleResolver(address);
    resolver.setTimeout(TIMEOUT);
    return resolver;
  }

  /** Fails when no server answers. */
  CompletionStage<Message> ask(Message query) {
    return ask(query, 0);
  }

  private CompletionStage<Message> ask(Message query, int server) {
    if (server >= servers.size()) {
      return CompletableFuture.failedFuture(
          new CompletionException("no name server of this machine answers", null));
    }
    return servers
        .get(server)
        .sendAsync(query.clone())
        .exceptionallyCompose(failure -> ask(query, server + 1));
  }
}
