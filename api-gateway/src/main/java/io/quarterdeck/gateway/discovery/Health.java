package io.quarterdeck.gateway.discovery;

import io.quarterdeck.gateway.bootstrap.Bootstrap;
import io.quarterdeck.gateway.cache.Caches;
import io.quarterdeck.gateway.cache.StateFeed;
import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.http.Reply;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How the gateway is, check by check. */
@Singleton
public class Health {
  private final StateFeed feed;
  private final Caches caches;
  private final Bootstrap bootstrap;

  Health(StateFeed feed, Caches caches, Bootstrap bootstrap) {
    this.feed = feed;
    this.caches = caches;
    this.bootstrap = bootstrap;
  }

  /** The checks by name; empty where all is well, else what is not. */
  public Map<String, Optional<String>> ready() {
    Map<String, Optional<String>> checks = live();
    checks.put("state-service", check(feed.isConnected(), "the watch of the state is interrupted"));
    checks.put("caches", check(caches.areLoaded(), "the objects are not loaded yet"));
    checks.put(
        "bootstrap", check(bootstrap.isDone(), "the objects of every cluster are not there yet"));
    return checks;
  }

  private static Map<String, Optional<String>> live() {
    Map<String, Optional<String>> checks = new LinkedHashMap<>();
    checks.put("ping", Optional.empty());
    return checks;
  }

  private static Optional<String> check(boolean well, String otherwise) {
    return well ? Optional.empty() : Optional.of(otherwise);
  }

  /** Answers for all checks of a path, or for the one that is named behind it. */
  Reply reply(Call call, String path) {
    String[] parts = path.substring(1).split("/", 2);
    Map<String, Optional<String>> checks = parts[0].equals("livez") ? live() : ready();
    if (parts.length > 1) {
      if (!checks.containsKey(parts[1])) {
        throw Failures.noSuchPath();
      }
      return one(checks.getOrDefault(parts[1], Optional.empty()));
    }
    Set<String> excluded = Set.copyOf(call.query().all("exclude"));
    HealthReport report = HealthReport.of(parts[0], checks, excluded);
    boolean verbose = call.query().parameters().containsKey("verbose");
    String text = report.healthy() && !verbose ? "ok" : report.text();
    return Documents.text(report.healthy() ? 200 : 500, text);
  }

  private static Reply one(Optional<String> check) {
    return check
        .map(why -> Documents.text(500, "internal server error: " + why + "\n"))
        .orElseGet(() -> Documents.text(200, "ok"));
  }
}
