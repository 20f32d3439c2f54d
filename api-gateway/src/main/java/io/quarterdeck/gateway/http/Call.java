package io.quarterdeck.gateway.http;

import io.quarterdeck.gateway.authn.User;
import io.quarterdeck.gateway.request.Query;
import io.quarterdeck.gateway.request.RequestInfo;
import io.quarterdeck.gateway.store.Origin;
import io.quarterdeck.model.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One request on its way through the stages, its body read and its user known. */
public final class Call {
  /** The headers that matter to a stage. */
  public record Headers(
      String accept,
      String contentType,
      String userAgent,
      String cause,
      String traceParent,
      String ifNoneMatch,
      String upgrade) {
    public boolean wantsWebSocket() {
      return upgrade.equalsIgnoreCase("websocket");
    }
  }

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
    return isDryRun(List.of());
  }

  /** The same where a body may say so too, as delete options do. */
  public boolean isDryRun(List<String> fromBody) {
    List<String> values = new ArrayList<>(query.all("dryRun"));
    values.addAll(fromBody);
    values.removeIf(String::isEmpty);
    if (!values.stream().allMatch("All"::equals)) {
      String shown = values.stream().collect(Collectors.joining("\", \"", "[]string{\"", "\"}"));
      throw Failures.invalidOptions(
          options(), FieldError.notSupported("dryRun", shown, List.of("All")));
    }
    return !values.isEmpty();
  }

  /** What the parameters of the request are called, as in {@code CreateOptions}. */
  public String options() {
    return switch (info.verb()) {
      case "create" -> "CreateOptions";
      case "update" -> "UpdateOptions";
      case "patch" -> "PatchOptions";
      case "delete", "deletecollection" -> "DeleteOptions";
      default -> "ListOptions";
    };
  }
}
