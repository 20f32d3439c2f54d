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

  Reply reply(Call call, String path) {
    String[] parts = path.substring(1).split("/", 2);
    String name = parts[0];
    Map<String, Optional<String>> checks = name.equals("livez") ? live() : ready();
    if (parts.length > 1) {
      Optional<String> one = checks.get(parts[1]);
      if (one == null) {
        throw Failures.noSuchPath();
      }
      return one.isEmpty()
          ? Documents.text(200, "ok")
          : Documents.text(500, "internal server error: " + one.get() + "\n");
    }
    call.query().all("exclude").forEach(checks::remove);
    boolean well = checks.values().stream().allMatch(Optional::isEmpty);
    if (well && !call.query().isTrue("verbose")) {
      return Documents.text(200, "ok");
    }
    StringBuilder text = new StringBuilder();
    checks.forEach(
        (check, failure) ->
            text.append(failure.isEmpty() ? "[+]" : "[-]")
                .append(check)
                .append(failure.map(why -> " failed: " + why).orElse(" ok"))
                .append('\n'));
    text.append(name).append(" check ").append(well ? "passed" : "failed").append('\n');
    return Documents.text(well ? 200 : 500, text.toString());
  }
}
