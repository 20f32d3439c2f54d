package io.quarterdeck.gateway.subresource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.authn.User;
import io.quarterdeck.gateway.authz.Authorizer;
import io.quarterdeck.gateway.content.Accepted;
import io.quarterdeck.gateway.content.Bodies;
import io.quarterdeck.gateway.content.Render;
import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.gateway.request.RequestInfo;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.schema.Schema;
import io.quarterdeck.model.schema.Schemas;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Answers who the caller is and what it may do: nothing of this is stored. */
@Singleton
public class SelfReviews {
  private static final String AUTHENTICATION = "authentication.k8s.io/v1";
  private static final String AUTHORIZATION = "authorization.k8s.io/v1";

  private final Authorizer authorizer;

  SelfReviews(Authorizer authorizer) {
    this.authorizer = authorizer;
  }

  /** Whether the request asks for such a review. */
  public static boolean serves(RequestInfo info) {
    String review = info.apiVersion() + "/" + info.resource();
    return info.verb().equals("create")
        && (review.equals(AUTHENTICATION + "/selfsubjectreviews")
            || review.equals(AUTHORIZATION + "/selfsubjectaccessreviews"));
  }

  public Reply create(Call call) {
    Accepted accepted = Accepted.of(call.headers().accept());
    ObjectNode answer =
        call.info().resource().equals("selfsubjectreviews") ? whoAmI(call) : mayI(call);
    return Render.reply(201, accepted.form(), answer);
  }

  private static ObjectNode whoAmI(Call call) {
    ObjectNode review = read(call, AUTHENTICATION, "SelfSubjectReview").json();
    User user = call.user();
    ObjectNode info = review.putObject("status").putObject("userInfo").put("username", user.name());
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
    return review;
  }

  private ObjectNode mayI(Call call) {
    ApiObject review = read(call, AUTHORIZATION, "SelfSubjectAccessReview");
    RequestInfo asked = asked(review);
    boolean allowed = authorizer.allows(call.user(), asked);
    review.json().putObject("status").put("allowed", allowed);
    return review.json();
  }

  private static RequestInfo asked(ApiObject review) {
    if (review.at("spec", "resourceAttributes").isObject()) {
      return new RequestInfo(
          true,
          review.text("spec", "resourceAttributes", "verb"),
          "",
          review.text("spec", "resourceAttributes", "group"),
          review.text("spec", "resourceAttributes", "version"),
          review.text("spec", "resourceAttributes", "namespace"),
          review.text("spec", "resourceAttributes", "resource"),
          review.text("spec", "resourceAttributes", "name"),
          review.text("spec", "resourceAttributes", "subresource"));
    }
    if (review.at("spec", "nonResourceAttributes").isObject()) {
      return new RequestInfo(
          false,
          review.text("spec", "nonResourceAttributes", "verb"),
          review.text("spec", "nonResourceAttributes", "path"),
          "",
          "",
          "",
          "",
          "",
          "");
    }
    throw Failures.badRequest(
        "exactly one of nonResourceAttributes or resourceAttributes must be specified");
  }

  private static ApiObject read(Call call, String apiVersion, String kind) {
    Schema schema =
        Schemas.builtIn()
            .forKind(apiVersion, kind)
            .orElseThrow(() -> new IllegalStateException("the schema of " + kind + " is missing"));
    return ApiObject.of(Bodies.read(call, apiVersion, kind, schema).object());
  }
}
