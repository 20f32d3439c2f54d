package io.quarterdeck.gateway.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.authn.User;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ResourceType;
import java.util.List;

/** Writes into a request for a certificate who makes it, whatever it says itself. */
final class CertificateRequesters {
  static final ResourceType REQUESTS =
      ResourceType.cluster(
          "certificates.k8s.io", "v1", "CertificateSigningRequest", "certificatesigningrequests");

  private CertificateRequesters() {}

  static void complete(ApiObject request, User user) {
    ObjectNode spec = request.json().withObject("/spec");
    spec.remove(List.of("username", "uid", "groups", "extra"));
    spec.put("username", user.name());
    if (!user.uid().isEmpty()) {
      spec.put("uid", user.uid());
    }
    user.groups().forEach(spec.withArray("/groups")::add);
    user.extra()
        .forEach((key, values) -> values.forEach(spec.withObject("/extra").withArray(key)::add));
  }
}
