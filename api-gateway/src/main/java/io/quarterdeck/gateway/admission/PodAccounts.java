package io.quarterdeck.gateway.admission;

import io.quarterdeck.gateway.cache.Item;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.Resources;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** Gives every pod a service account that exists, and its token where it is not declined. */
@Singleton
class PodAccounts {
  private static final String DEFAULT = "default";

  private final Namespaces namespaces;
  private final SecureRandom random = new SecureRandom();

  PodAccounts(Namespaces namespaces) {
    this.namespaces = namespaces;
  }

  Uni<Void> complete(ApiObject pod) {
    String stated = pod.text("spec", "serviceAccountName");
    String name = stated.isEmpty() ? DEFAULT : stated;
    pod.json().withObject("/spec").put("serviceAccountName", name).put("serviceAccount", name);
    return namespaces
        .find(Resources.SERVICE_ACCOUNTS, new ObjectKey(pod.namespace(), name))
        .map(
            found -> {
              ApiObject account = found.map(Item::object).orElseThrow(() -> missing(pod, name));
              if (wantsToken(pod, account)) {
                TokenVolume.mount(pod, random);
              }
              return null;
            });
  }

  private static RuntimeException missing(ApiObject pod, String account) {
    String podName = pod.name().isEmpty() ? pod.text("metadata", "generateName") : pod.name();
    return Failures.forbidden(
        Resources.PODS,
        podName,
        "error looking up service account "
            + pod.namespace()
            + "/"
            + account
            + ": serviceaccount \""
            + account
            + "\" not found");
  }

  /** The pod's word counts before the account's. */
  private static boolean wantsToken(ApiObject pod, ApiObject account) {
    var ofPod = pod.at("spec", "automountServiceAccountToken");
    return ofPod.isBoolean()
        ? ofPod.asBoolean()
        : account.at("automountServiceAccountToken").asBoolean(true);
  }
}
