package io.quarterdeck.node.container;

import io.quarterdeck.cri.v1.DNSConfig;
import io.quarterdeck.cri.v1.LinuxPodSandboxConfig;
import io.quarterdeck.cri.v1.LinuxSandboxSecurityContext;
import io.quarterdeck.cri.v1.PodSandboxConfig;
import io.quarterdeck.cri.v1.PodSandboxMetadata;
import io.quarterdeck.model.ApiObject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Translates a pod into the sandbox that its containers share. */
public final class SandboxConfigs {
  private static final int HOSTNAME_MAX = 63;

  private SandboxConfigs() {}

  /** How pods of this cluster resolve names. */
  public record ClusterDns(String address, String domain) {}

  public static PodSandboxConfig of(ApiObject pod, int attempt, Path logs, ClusterDns dns) {
    PodSandboxConfig.Builder config =
        PodSandboxConfig.newBuilder()
            .setMetadata(
                PodSandboxMetadata.newBuilder()
                    .setName(pod.name())
                    .setNamespace(pod.namespace())
                    .setUid(pod.uid())
                    .setAttempt(attempt))
            .setLogDirectory(logs.toString())
            .putLabels(Labels.POD_NAME, pod.name())
            .putLabels(Labels.POD_NAMESPACE, pod.namespace())
            .putLabels(Labels.POD_UID, pod.uid())
            .setLinux(
                LinuxPodSandboxConfig.newBuilder()
                    .setSecurityContext(
                        LinuxSandboxSecurityContext.newBuilder()
                            .setNamespaceOptions(ContainerConfigs.namespaces(pod))
                            .setPrivileged(privileged(pod))));
    if (!pod.at("spec", "hostNetwork").asBoolean()) {
      config.setHostname(hostname(pod));
    }
    String policy = pod.text("spec", "dnsPolicy");
    boolean cluster =
        policy.equals("ClusterFirstWithHostNet")
            || (!policy.equals("Default")
                && !policy.equals("None")
                && !pod.at("spec", "hostNetwork").asBoolean());
    if (cluster || pod.at("spec", "dnsConfig").isObject()) {
      config.setDnsConfig(dns(pod, cluster, dns));
    }
    return config.build();
  }

  /** The runtime takes privileged containers only into a sandbox that is said to hold some. */
  private static boolean privileged(ApiObject pod) {
    return Stream.of("initContainers", "containers", "ephemeralContainers")
        .flatMap(list -> pod.at("spec", list).valueStream())
        .anyMatch(each -> each.path("securityContext").path("privileged").asBoolean());
  }

  public static String hostname(ApiObject pod) {
    String wanted = pod.text("spec", "hostname");
    String name = wanted.isEmpty() ? pod.name() : wanted;
    return name.length() <= HOSTNAME_MAX
        ? name
        : name.substring(0, HOSTNAME_MAX).replaceAll("[-.]+$", "");
  }

  private static DNSConfig dns(ApiObject pod, boolean cluster, ClusterDns dns) {
    DNSConfig.Builder config = DNSConfig.newBuilder();
    if (cluster) {
      String domain = dns.domain();
      config
          .addServers(dns.address())
          .addAllSearches(List.of(pod.namespace() + ".svc." + domain, "svc." + domain, domain))
          .addOptions("ndots:5");
    }
    pod.at("spec", "dnsConfig", "nameservers").forEach(each -> config.addServers(each.asText()));
    pod.at("spec", "dnsConfig", "searches").forEach(each -> config.addSearches(each.asText()));
    pod.at("spec", "dnsConfig", "options")
        .forEach(
            each -> {
              String value = each.path("value").asText("");
              config.addOptions(each.path("name").asText() + (value.isEmpty() ? "" : ":" + value));
            });
    return config.build();
  }
}
