package io.quarterdeck.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.Release;
import com.marcnuri.helm.ReleaseHistory;
import com.marcnuri.helm.UpgradeCommand;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A release of a chart with hooks through its life, by Helm itself. */
@WithCluster
class HelmTest {
  private static final Helm CHART = new Helm(Path.of("src/test/resources/helm"));
  private static final String RELEASE = "site";
  private static final int TIMEOUT_S = 60;

  @Test
  void aReleaseIsInstalledUpgradedRolledBackTestedAndUninstalled(
      Cluster cluster, TestNamespace namespace) {
    Release installed =
        CHART
            .install()
            .withName(RELEASE)
            .withNamespace(namespace.name())
            .withKubeConfig(cluster.kubeconfig())
            .withTimeout(TIMEOUT_S)
            .waitReady()
            .call();
    assertThat(installed.getStatus()).isEqualTo("deployed");
    assertThat(namespace.get("deployment", RELEASE).at("/status/readyReplicas").asInt())
        .isEqualTo(1);
    assertThat(namespace.get("configmap", "site-installed").at("/metadata/name").asText())
        .isEqualTo("site-installed");

    Release upgraded =
        upgrade(cluster, namespace)
            .set("greeting", "bonjour")
            .set("replicas", 2)
            .waitReady()
            .call();
    assertThat(upgraded.getRevision()).isEqualTo("2");
    assertThat(greeting(namespace)).isEqualTo("bonjour");
    assertThat(namespace.get("deployment", RELEASE).at("/status/readyReplicas").asInt())
        .isEqualTo(2);

    UpgradeCommand failing =
        upgrade(cluster, namespace).set("greeting", "salut").set("migration", 1).atomic();
    assertThatThrownBy(failing::call).hasMessageContaining("site-migration");
    assertThat(greeting(namespace)).isEqualTo("bonjour");
    assertThat(history(cluster, namespace))
        .extracting(each -> each.getRevision() + " " + each.getStatus())
        .containsExactly("1 superseded", "2 superseded", "3 failed", "4 deployed");
    assertThat(history(cluster, namespace).getLast().getDescription()).isEqualTo("Rollback to 2");

    Helm.test(RELEASE)
        .withNamespace(namespace.name())
        .withKubeConfig(cluster.kubeconfig())
        .withTimeout(TIMEOUT_S)
        .call();
    assertThat(namespace.get("pod", "site-test").at("/status/phase").asText())
        .isEqualTo("Succeeded");

    Helm.uninstall(RELEASE)
        .withNamespace(namespace.name())
        .withKubeConfig(cluster.kubeconfig())
        .call();
    assertThat(namespace.kubectl("get", "deployments,services,secrets", "-o", "name").ok())
        .doesNotContain(RELEASE, "sh.helm.release");
  }

  private static UpgradeCommand upgrade(Cluster cluster, TestNamespace namespace) {
    return CHART
        .upgrade()
        .withName(RELEASE)
        .withNamespace(namespace.name())
        .withKubeConfig(cluster.kubeconfig())
        .withTimeout(TIMEOUT_S)
        .reuseValues();
  }

  private static List<ReleaseHistory> history(Cluster cluster, TestNamespace namespace) {
    return Helm.history(RELEASE)
        .withNamespace(namespace.name())
        .withKubeConfig(cluster.kubeconfig())
        .call();
  }

  private static String greeting(TestNamespace namespace) {
    return namespace.get("configmap", RELEASE).at("/data/greeting").asText();
  }
}
