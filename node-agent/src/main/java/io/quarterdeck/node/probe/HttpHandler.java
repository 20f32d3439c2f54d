package io.quarterdeck.node.probe;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.node.probe.Handler.Outcome;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a container over HTTP. Whose certificate it shows does not matter, and a redirect is
 * followed only as long as it leads to the same host.
 */
final class HttpHandler {
  private static final int REDIRECTS_MAX = 10;
  private static final String USER_AGENT = "kube-probe/1.36";

  private final HttpClient client;

  HttpHandler(Vertx vertx) {
    client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setTrustAll(true)
                .setVerifyHost(false)
                .setKeepAlive(false)
                .setMaxPoolSize(64));
  }

  Outcome get(JsonNode get, String host, int port, Duration timeout) throws InterruptedException {
    String scheme = get.path("scheme").asText("HTTP").toLowerCase(Locale.ROOT);
    String path = get.path("path").asText("/");
    String url = scheme + "://" + host + ":" + port + (path.startsWith("/") ? path : "/" + path);
    long end = System.nanoTime() + timeout.toNanos();
    try {
      for (int redirects = 0; redirects < REDIRECTS_MAX; redirects++) {
        HttpClientResponse response =
            client
                .request(request(get, url, end))
                .compose(request -> request.send())
                .toCompletionStage()
                .toCompletableFuture()
                .get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        String location = response.getHeader("Location");
        response.resume();
        if (response.statusCode() < 200 || response.statusCode() >= 400) {
          return Outcome.failure("HTTP probe failed with statuscode: " + response.statusCode());
        }
        if (response.statusCode() < 300 || location == null) {
          return Outcome.SUCCESS;
        }
        URI next = URI.create(url).resolve(location);
        if (!host.equals(next.getHost())) {
          return Outcome.SUCCESS;
        }
        url = next.toString();
      }
      return Outcome.failure("Get \"" + url + "\": stopped after 10 redirects");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      return Outcome.failure("Get \"" + url + "\": " + (cause == null ? e : cause).getMessage());
    } catch (TimeoutException e) {
      return Outcome.failure(
          "Get \""
              + url
              + "\": context deadline exceeded (Client.Timeout exceeded while awaiting "
              + "headers)");
    } catch (IllegalArgumentException e) {
      return Outcome.failure("Get \"" + url + "\": " + e.getMessage());
    }
  }

  private static RequestOptions request(JsonNode get, String url, long end) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setAbsoluteURI(url)
            .setTimeout(Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()))
            .putHeader("User-Agent", USER_AGENT)
            .putHeader("Accept", "*/*");
    for (JsonNode header : get.path("httpHeaders")) {
      options.putHeader(header.path("name").asText(), header.path("value").asText());
    }
    return options;
  }
}
