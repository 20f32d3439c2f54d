package io.quarterdeck.launcher;

import io.quarterdeck.pki.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** The file by which kubectl finds the cluster as its administrator. */
final class Kubeconfig {
  private Kubeconfig() {}

  static String render(String cluster, int port, Identity admin) throws IOException {
    return """
    apiVersion: v1
    kind: Config
    clusters:
    - name: %1$s
      cluster:
        server: https://127.0.0.1:%2$d
        certificate-authority-data: %3$s
    users:
    - name: %1$s-admin
      user:
        client-certificate-data: %4$s
        client-key-data: %5$s
    contexts:
    - name: %1$s
      context:
        cluster: %1$s
        user: %1$s-admin
    current-context: %1$s
    """
        .formatted(
            cluster, port, base64(admin.ca()), base64(admin.certificate()), base64(admin.key()));
  }

  private static String base64(Path file) throws IOException {
    return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
  }
}
