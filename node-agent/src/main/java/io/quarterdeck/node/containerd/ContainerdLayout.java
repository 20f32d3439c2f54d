package io.quarterdeck.node.containerd;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Where everything of a node's containerd lies. The same root always gives the same names. */
public record ContainerdLayout(Path root) {
  /** The longest socket that containerd makes under its state lies this much deeper. */
  private static final int SOCKET_PATH_MAX = 100;

  /** Names what is global to the machine (bridge, network namespaces) and must not collide. */
  public String hash() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(root.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public String bridge() {
    return "qd" + hash();
  }

  public Path data() {
    return root.resolve("containerd/root");
  }

  public Path state() {
    return shortest("state");
  }

  public Path socket() {
    return shortest("containerd.sock");
  }

  public Path config() {
    return root.resolve("containerd/config.toml");
  }

  public Path log() {
    return root.resolve("containerd/containerd.log");
  }

  public Path pidFile() {
    return root.resolve("containerd/containerd.pid");
  }

  public Path cniConfig() {
    return root.resolve("cni/net.d");
  }

  public Path cniState() {
    return root.resolve("cni/state");
  }

  /** Debian keeps the plugins in one place, everybody else in another. */
  public static Path cniPlugins() {
    return List.of(Path.of("/opt/cni/bin"), Path.of("/usr/lib/cni")).stream()
        .filter(each -> Files.isExecutable(each.resolve("bridge")))
        .findFirst()
        .orElse(Path.of("/usr/lib/cni"));
  }

  private Path shortest(String name) {
    Path wanted = root.resolve("containerd").resolve(name).toAbsolutePath();
    return wanted.toString().length() <= SOCKET_PATH_MAX - 20
        ? wanted
        : Path.of("/run/quarterdeck", hash(), name);
  }
}
