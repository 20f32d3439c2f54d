package io.quarterdeck.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginesTest {
  private static final String URL = "postgresql://db1,db2/quarterdeck";

  @TempDir private Path folder = Path.of("");
  private Engines external = Engines.EMBEDDED;

  @BeforeEach
  void operate() throws IOException {
    Path password = Files.writeString(folder.resolve("password"), "hunter2");
    external = new Engines(URL, "quarterdeck", password.toString(), "kafka1:9092", "");
  }

  @Test
  void remembersWhatItWasTold() throws IOException {
    Path file = folder.resolve("engines.json");
    assertThat(Engines.load(file)).isEqualTo(Engines.EMBEDDED);

    Engines.choose(external, Optional.empty(), false).save(file);

    assertThat(Engines.choose(Engines.EMBEDDED, Optional.of(Engines.load(file)), true))
        .isEqualTo(external);
    assertThat(Files.readString(file)).doesNotContain("hunter2");
  }

  @Test
  void serversMayChangeWhileTheClusterIsDown() {
    Engines moved = new Engines("", "", "", "kafka2:9092", "");

    assertThat(Engines.choose(moved, Optional.of(external), false).kafkaServers())
        .isEqualTo("kafka2:9092");
    assertThatThrownBy(() -> Engines.choose(moved, Optional.of(external), true))
        .hasMessageContaining("down, then up");
  }

  @Test
  void stateIsNotLeftBehind() {
    assertThatThrownBy(() -> Engines.choose(external, Optional.of(Engines.EMBEDDED), false))
        .hasMessageContaining("--data-dir");
  }

  @Test
  void whatBelongsTogetherIsGivenTogether() {
    List.of(
            new Engines(URL, "quarterdeck", "", "", ""),
            new Engines("", "quarterdeck", "", "", ""),
            new Engines("", "", "", "", folder.toString()),
            new Engines(URL, "quarterdeck", folder.resolve("none").toString(), "", ""))
        .forEach(
            asked ->
                assertThatThrownBy(() -> Engines.choose(asked, Optional.empty(), false))
                    .hasMessageStartingWith("--"));
  }

  @Test
  void credentialsInAnAddressAreRefusedUnseen() {
    Engines asked =
        new Engines("postgresql://me:hunter2@db/q", "me", external.databasePasswordFile(), "", "");

    assertThatThrownBy(() -> Engines.choose(asked, Optional.empty(), false))
        .hasMessageContaining("--database-password-file")
        .hasMessageNotContaining("hunter2");
  }
}
