package io.quarterdeck.gateway.subresource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.authn.Authenticator;
import io.quarterdeck.gateway.authn.User;
import io.quarterdeck.gateway.authz.Authorizer;
import io.quarterdeck.gateway.content.Accepted;
import io.quarterdeck.gateway.content.Render;
import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.gateway.verb.Incoming;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.kind.Kind;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Answers who somebody is and what they may do: nothing of this is stored. */
@Singleton
public class Reviews {
  private static final Set<String> GROUPS = Set.of("authentication.k8s.io", "authorization.k8s.io");

  private final Authenticator authenticator;
  private final Authorizer authorizer;

  Reviews(Authenticator authenticator, Authorizer authorizer) {
    this.authenticator = authenticator;
    this.authorizer = authorizer;
  }

  /** Whether a kind is one of those that are asked and not kept. */
  public static boolean serves(Kind kind) {
    return GROUPS.contains(kind.type().group());
  }

  public Reply create(Call call, Kind kind) {
    Accepted accepted = Accepted.of(call.headers().accept());
    ApiObject review = Incoming.forCreate(call, kind);
    review.json().set("status", status(call, kind, review));
    return Render.reply(201, accepted.form(), review.json());
  }

  private ObjectNode status(Call call, Kind kind, ApiObject review) {
    return switch (kind.type().kind()) {
      case "SelfSubjectReview" -> {
        ObjectNode status = Json.object();
        status.set("userInfo", info(call.user()));
        yield status;
      }
      case "TokenReview" -> token(review);
      case "SelfSubjectAccessReview" ->
          access(kind, review, call.user(), AccessReview.wrongInOwn(review));
      case "SubjectAccessReview" ->
          access(kind, review, AccessReview.subject(review), AccessReview.wrongInAny(review));
      case "LocalSubjectAccessReview" -> {
        String namespace = call.info().namespace();
        List<FieldError> errors = AccessReview.wrongInLocal(review, namespace);
        yield access(kind, review, AccessReview.subject(review), errors);
      }
      case "SelfSubjectRulesReview" -> rules(call.user(), review);
      default -> throw Failures.methodNotAllowed();
    };
  }

  private ObjectNode token(ApiObject review) {
    String token = review.text("spec", "token");
    if (token.isEmpty()) {
      throw Failures.badRequest("token is required for TokenReview in authentication");
    }
    List<String> audiences = AccessReview.texts(review.at("spec", "audiences"));
    ObjectNode status = Json.object();
    authenticator
        .review(token, audiences, Instant.now())
        .ifPresentOrElse(
            known -> {
              status.put("authenticated", true).set("user", info(known.user()));
              known.audiences().forEach(status.putArray("audiences")::add);
            },
            () -> {
              status.putObject("user");
              status.put("error", "invalid bearer token");
            });
    return status;
  }

  private ObjectNode access(Kind kind, ApiObject review, User user, List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw Failures.invalid(kind.type(), "", errors);
    }
    return Json.object().put("allowed", authorizer.allows(user, AccessReview.asked(review)));
  }

  private ObjectNode rules(User user, ApiObject review) {
    String namespace = review.text("spec", "namespace");
    if (namespace.isEmpty()) {
      throw Failures.badRequest("no namespace on request");
    }
    return RulesReview.status(authorizer.rules(user, namespace), !user.node().isEmpty());
  }

  private static ObjectNode info(User user) {
    ObjectNode info = Json.object().put("username", user.name());
    if (!user.uid().isEmpty()) {
      info.put("uid", user.uid());
    }
    user.groups().forEach(info.putArray("groups")::add);
    if (!user.extra().isEmpty()) {
      ObjectNode extra = info.putObject("extra");
      for (Map.Entry<String, List<String>> each : user.extra().entrySet()) {
        each.getValue().forEach(extra.putArray(each.getKey())::add);
      }
    }
    return info;
  }
}
