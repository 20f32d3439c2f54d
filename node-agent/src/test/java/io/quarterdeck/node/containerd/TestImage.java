package io.quarterdeck.node.containerd;

import io.quarterdeck.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** An image archive of nothing but the machine's static busybox. */
public final class TestImage {
  public static final String NAME = "docker.io/quarterdeck/test:1";
  private static final Path BUSYBOX = Path.of("/bin/busybox");

  private TestImage() {}

  public static boolean possible() {
    return Files.isExecutable(BUSYBOX)
        && Files.isExecutable(Path.of("/usr/bin/containerd"))
        && "root".equals(System.getProperty("user.name"));
  }

  public static void write(Path directory) throws IOException, NoSuchAlgorithmException {
    Path root = Files.createDirectories(directory.resolve("rootfs/bin"));
    Files.copy(BUSYBOX, root.resolve("busybox"));
    for (String name : List.of("sh", "sleep", "echo", "cat", "id", "env", "ls", "true", "false")) {
      Files.createSymbolicLink(root.resolve(name), Path.of("busybox"));
    }
    for (String each : List.of("tmp", "etc", "proc", "sys", "dev")) {
      Files.createDirectories(directory.resolve("rootfs").resolve(each));
    }
    Path image = Files.createDirectories(directory.resolve("image"));
    Path layer = image.resolve("layer.tar");
    String unused =
        Commands.run(List.of("tar", "-cf", layer.toString(), "-C", directory + "/rootfs", "."));
    var config = Json.object().put("architecture", "amd64").put("os", "linux");
    var run = config.putObject("config");
    run.putArray("Cmd").add("sleep").add("100000");
    run.putArray("Env").add("PATH=/bin");
    config
        .putObject("rootfs")
        .put("type", "layers")
        .putArray("diff_ids")
        .add("sha256:" + sha256(Files.readAllBytes(layer)));
    Files.write(image.resolve("config.json"), Json.bytes(config));
    var manifest = Json.MAPPER.createArrayNode();
    var entry = manifest.addObject().put("Config", "config.json");
    entry.putArray("RepoTags").add(NAME);
    entry.putArray("Layers").add("layer.tar");
    Files.write(image.resolve("manifest.json"), Json.bytes(manifest));
    Path images = Files.createDirectories(directory.resolve("images"));
    unused =
        Commands.run(
            List.of(
                "tar",
                "-cf",
                images + "/test.tar",
                "-C",
                image.toString(),
                "manifest.json",
                "config.json",
                "layer.tar"));
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
