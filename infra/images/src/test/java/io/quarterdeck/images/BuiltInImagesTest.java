package io.quarterdeck.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltInImagesTest {

  @Test
  void eachArchiveNamesItsImage(@TempDir Path directory) throws Exception {
    Path busybox = Path.of("/bin/busybox");
    assumeTrue(Files.exists(busybox), "needs a static busybox");
    Path images = directory.resolve("images");
    new BuiltInImages(busybox, directory.resolve("cache")).build(images);

    for (String name : new String[] {"pause-1", "shell-1", "web-1", "web-2"}) {
      assertThat(manifest(images.resolve(name + ".tar")))
          .contains("quarterdeck/" + name.replace('-', ':'));
    }
  }

  private static String manifest(Path archive) throws Exception {
    Process tar =
        new ProcessBuilder("tar", "-xOf", archive.toString(), "manifest.json")
            .redirectErrorStream(true)
            .start();
    String manifest = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tar.waitFor()).as(manifest).isZero();
    return manifest;
  }
}
