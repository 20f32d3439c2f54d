package io.quarterdeck.gateway.http;

import io.quarterdeck.gateway.authn.User;
import io.quarterdeck.gateway.request.Query;
import io.quarterdeck.gateway.request.RequestInfo;
import io.quarterdeck.gateway.store.Origin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request on its way through the stages, its body read and its user known. */
public final class Call {
  /** The headers that matter to a stage. */
  public record Headers(
      String accept,
      String contentType,
      String userAgent,
      String cause,
      String traceParent,
      String ifNoneMatch) {}

  private final String method;
  private final RequestInfo info;
  private final Query query;
  private final User user;
  private final Headers headers;
  private final byte[] body;
  private final List<String> warnings = new ArrayList<>();

  public Call(
      String method, RequestInfo info, Query query, User user, Headers headers, byte[] body) {
    this.method = method;
    this.info = info;
    this.query = query;
    this.user = user;
    this.headers = headers;
    this.body = body;
  }

  public String method() {
    return method;
  }

  public RequestInfo info() {
    return info;
  }

  public Query query() {
    return query;
  }

  public User user() {
    return user;
  }

  public Headers headers() {
    return headers;
  }

  public byte[] body() {
    return body;
  }

  /** What the answer says in Warning headers. */
  public synchronized List<String> warnings() {
    return List.copyOf(warnings);
  }

  public synchronized void warn(List<String> texts) {
    for (String text : texts) {
      if (!warnings.contains(text)) {
        warnings.add(text);
      }
    }
  }

  public Origin origin() {
    return new Origin(user.name(), headers.cause(), headers.traceParent());
  }

  /** Whether everything happens but that it is stored. */
  public boolean isDryRun() {
    return isDryRun(query.all("dryRun"), null);
  }

  /** The same where a body may say so too, as delete options do; null for no body. */
  public static boolean isDryRun(List<String> fromQuery, @Nullable List<String> fromBody) {
    List<String> values = new ArrayList<>(fromQuery);
    if (fromBody != null) {
      values.addAll(fromBody);
    }
    values.removeIf(String::isEmpty);
    for (String value : values) {
      if (!value.equals("All")) {
        throw Failures.badRequest(
            "dryRun: Unsupported value: \"" + value + "\": supported values: \"All\"");
      }
    }
    return !values.isEmpty();
  }
}
