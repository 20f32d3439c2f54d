package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Configurations of admission webhooks: whom to ask about which requests. */
final class WebhookStrategy extends SpecStrategy {
  private static final int NAME_PARTS_MIN = 3;
  private static final int TIMEOUT_SECONDS_MAX = 30;
  private static final List<String> REVIEWS = List.of("v1", "v1beta1");

  WebhookStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject configuration) {
    Problems problems = new Problems();
    Set<String> names = new HashSet<>();
    JsonNode webhooks = configuration.at("webhooks");
    for (int i = 0; i < webhooks.size(); i++) {
      String at = "webhooks[" + i + "]";
      String name = webhooks.get(i).path("name").asText("");
      if (!names.add(name)) {
        problems.duplicate(at + ".name", name);
      }
      webhook(webhooks.get(i), at, problems);
    }
    return problems.list();
  }

  private static void webhook(JsonNode webhook, String at, Problems problems) {
    JsonNode name = webhook.path("name");
    problems.named(name, at + ".name", Names::dnsSubdomain);
    if (name.asText("").split("\\.", -1).length < NAME_PARTS_MIN) {
      problems.invalid(
          at + ".name", name, "should be a domain with at least three segments separated by dots");
    }
    AdmissionRules.rules(webhook.path("rules"), at + ".rules", problems);
    problems.selector(webhook.path("namespaceSelector"), at + ".namespaceSelector");
    problems.selector(webhook.path("objectSelector"), at + ".objectSelector");
    JsonNode timeout = webhook.path("timeoutSeconds");
    if (timeout.isNumber() && (timeout.asInt() < 1 || timeout.asInt() > TIMEOUT_SECONDS_MAX)) {
      problems.invalid(
          at + ".timeoutSeconds", timeout, "the timeout value must be between 1 and 30 seconds");
    }
    reviews(webhook.path("admissionReviewVersions"), at + ".admissionReviewVersions", problems);
    client(webhook.path("clientConfig"), at + ".clientConfig", problems);
  }

  private static void reviews(JsonNode versions, String at, Problems problems) {
    if (versions.isEmpty()) {
      problems.required(at, "must specify one of v1, v1beta1");
    } else if (versions.valueStream().noneMatch(each -> REVIEWS.contains(each.asText()))) {
      problems.invalid(at, versions, "must include at least one of v1, v1beta1");
    }
  }

  private static void client(JsonNode client, String at, Problems problems) {
    if (client.has("url") == client.has("service")) {
      problems.required(at, "exactly one of url or service is required");
    } else if (client.has("url")) {
      url(client.path("url"), at + ".url", problems);
    } else {
      problems.port(client.path("service").path("port"), at + ".service.port");
    }
  }

  private static void url(JsonNode url, String field, Problems problems) {
    try {
      URI parsed = URI.create(url.asText());
      if (!"https".equals(parsed.getScheme())) {
        problems.invalid(
            field,
            url,
            "'https' is the only allowed URL scheme; desired format: https://host[/path]");
      } else if (parsed.getHost() == null) {
        problems.invalid(field, url, "host must be specified; desired format: https://host[/path]");
      }
    } catch (IllegalArgumentException e) {
      problems.required(
          field,
          "url must be a valid URL: " + e.getMessage() + "; desired format: https://host[/path]");
    }
  }
}
