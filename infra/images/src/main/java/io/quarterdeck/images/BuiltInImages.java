package io.quarterdeck.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** Builds image archives around the machine's static busybox, without any network. */
public final class BuiltInImages {
  /** What runs in a container that only holds a pod's namespaces: it ends when it is told to. */
  private static final String PAUSE = "trap 'exit 0' TERM INT; sleep 2147483647 & wait $!";

  private static final List<String> APPLETS =
      List.of(
          "sh",
          "ls",
          "cat",
          "echo",
          "env",
          "sleep",
          "hostname",
          "wget",
          "nslookup",
          "nc",
          "httpd",
          "kill",
          "mkdir",
          "rm",
          "touch",
          "grep",
          "sed",
          "tar",
          "head",
          "tail",
          "id",
          "ps",
          "date",
          "true",
          "false",
          "test",
          "ping",
          "ip",
          "stat",
          "seq",
          "tee",
          "wc",
          "printf",
          "mount",
          "df",
          "vi");

  private final Path busybox;
  private final Path cache;

  /**
   * @param busybox a busybox that needs no libraries
   */
  public BuiltInImages(Path busybox, Path cache) {
    this.busybox = busybox;
    this.cache = cache;
  }

  /** Writes an archive for each image that is not there yet. */
  public void build(Path directory) throws IOException {
    Files.createDirectories(directory);
    build(directory, "pause", "1", List.of("/bin/sh", "-c", PAUSE));
    build(directory, "shell", "1", List.of("/bin/sh"));
    for (String version : List.of("1", "2")) {
      build(directory, "web", version, List.of("/bin/sh", "-c", web(version)));
    }
  }

  /** The first process of a container gets no default signal handling: the shell hands TERM on. */
  private static String web(String version) {
    return "mkdir -p /tmp/www && echo \"quarterdeck/web:"
        + version
        + " $(hostname)\" > /tmp/www/index.html"
        + " && echo ok > /tmp/www/healthz; trap 'kill $!; exit 0' TERM INT;"
        + " httpd -f -p 8080 -h /tmp/www & wait $!";
  }

  private void build(Path directory, String name, String tag, List<String> command)
      throws IOException {
    Path archive = directory.resolve(name + "-" + tag + ".tar");
    if (Files.exists(archive)) {
      return;
    }
    Path part = directory.resolve(name + "-" + tag + ".part");
    JibContainerBuilder image =
        Jib.fromScratch()
            .setPlatforms(Set.of(new Platform(architecture(), "linux")))
            .addFileEntriesLayer(files())
            .addEnvironmentVariable("PATH", "/bin");
    // A shell is what one overrides with arguments; the others are what they run.
    if (name.equals("shell")) {
      image.setProgramArguments(command);
    } else {
      image.setEntrypoint(command);
    }
    if (name.equals("web")) {
      image.setUser("65534").addExposedPort(Port.tcp(8080));
    }
    try {
      image.containerize(
          Containerizer.to(TarImage.at(part).named("docker.io/quarterdeck/" + name + ":" + tag))
              .setBaseImageLayersCache(cache)
              .setApplicationLayersCache(cache)
              .setOfflineMode(true));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while building " + name, e);
    } catch (ExecutionException
        | RegistryException
        | CacheDirectoryCreationException
        | InvalidImageReferenceException e) {
      throw new IOException("building the image " + name + " failed", e);
    }
    Files.move(part, archive);
  }

  /** Each command is the same binary: layers of an image hold no links that jib could make. */
  private FileEntriesLayer files() throws IOException {
    FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("busybox");
    FilePermissions executable = FilePermissions.fromOctalString("755");
    layer.addEntry(busybox, AbsoluteUnixPath.get("/bin/busybox"), executable);
    for (String applet : APPLETS) {
      if (applet.equals("sh")) {
        layer.addEntry(busybox, AbsoluteUnixPath.get("/bin/sh"), executable);
      } else {
        layer.addEntry(script(applet), AbsoluteUnixPath.get("/bin/" + applet), executable);
      }
    }
    Path empty = Files.createDirectories(cache.resolve("empty"));
    layer.addEntry(empty, AbsoluteUnixPath.get("/tmp"), FilePermissions.fromOctalString("777"));
    return layer.build();
  }

  private Path script(String applet) throws IOException {
    Path script = Files.createDirectories(cache.resolve("applets")).resolve(applet);
    Files.writeString(script, "#!/bin/busybox sh\nexec /bin/busybox " + applet + " \"$@\"\n");
    return script;
  }

  private static String architecture() {
    return switch (System.getProperty("os.arch")) {
      case "amd64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> throw new IllegalStateException("no images for " + System.getProperty("os.arch"));
    };
  }
}
