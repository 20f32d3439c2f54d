package io.quarterdeck.node.containerd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Loads image archives into containerd, which its CRI cannot do. */
public final class ImageImport {
  private final ContainerdLayout layout;

  public ImageImport(ContainerdLayout layout) {
    this.layout = layout;
  }

  /** Imports every archive of a directory; importing what is there already changes nothing. */
  public void all(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    List<Path> archives;
    try (Stream<Path> files = Files.list(directory)) {
      archives = files.filter(each -> each.toString().endsWith(".tar")).sorted().toList();
    }
    for (Path archive : archives) {
      String unused =
          Commands.run(
              List.of(
                  "ctr",
                  "--address",
                  layout.socket().toString(),
                  "-n",
                  "k8s.io",
                  "images",
                  "import",
                  archive.toString()));
    }
  }
}
