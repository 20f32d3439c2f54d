package io.quarterdeck.node.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTest {
  private static final Instant NOW = Instant.parse("2026-01-01T01:00:00Z");
  @TempDir Path directory;
  private Path log;

  @BeforeEach
  void write() throws IOException {
    log = directory.resolve("0.log");
    Files.writeString(directory.resolve("0.log.20260101-000000"), line(1, "F", "one"));
    Files.writeString(
        log,
        line(2, "P", "two ") + line(2, "P", "and ") + line(2, "F", "a half") + line(3, "F", "3"));
  }

  @Test
  void joinsPartsAndReadsRotatedFilesFirst() throws Exception {
    assertThat(read(Map.of())).isEqualTo("one\ntwo and a half\n3\n");
  }

  @Test
  void takesThePartThatIsWanted() throws Exception {
    assertThat(read(Map.of("tailLines", "0"))).isEmpty();
    assertThat(read(Map.of("tailLines", "1"))).isEqualTo("3\n");
    assertThat(read(Map.of("tailLines", "2"))).isEqualTo("two and a half\n3\n");
    assertThat(read(Map.of("tailLines", "3"))).isEqualTo("one\ntwo and a half\n3\n");
    assertThat(read(Map.of("tailLines", "99"))).isEqualTo("one\ntwo and a half\n3\n");
    assertThat(read(Map.of("limitBytes", "6"))).isEqualTo("one\ntw");
    assertThat(read(Map.of("sinceTime", "2026-01-01T00:00:03Z"))).isEqualTo("3\n");
    assertThat(read(Map.of("sinceSeconds", "3597"))).isEqualTo("3\n");
    assertThat(read(Map.of("tailLines", "2", "timestamps", "true")))
        .isEqualTo("2026-01-01T00:00:02.5Z two and a half\n2026-01-01T00:00:03.5Z 3\n");
  }

  @Test
  void saysWhatIsWrongWithAQuery() {
    assertThatThrownBy(() -> read(Map.of("tailLines", "-1")))
        .hasMessageContaining("must be greater than or equal to 0");
    assertThatThrownBy(() -> read(Map.of("sinceSeconds", "1", "sinceTime", "x")))
        .hasMessageContaining("at most one of");
  }

  @Test
  void aCharacterMayBeCutByAPart() throws Exception {
    byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("2026-01-01T00:00:04Z stdout P ".getBytes(StandardCharsets.UTF_8));
    bytes.write(euro, 0, 1);
    bytes.writeBytes("\n2026-01-01T00:00:04Z stdout F ".getBytes(StandardCharsets.UTF_8));
    bytes.write(euro, 1, 2);
    bytes.write('\n');
    Files.write(log, bytes.toByteArray(), StandardOpenOption.APPEND);
    assertThat(read(Map.of("tailLines", "1"))).isEqualTo("€\n");
  }

  /** Each pause does the next thing that happens to the file; after the last the container ends. */
  @Test
  void followsThroughARotationUntilTheContainerEnds() throws Exception {
    Queue<Step> steps =
        new ArrayDeque<>(
            List.of(
                () -> append(line(4, "F", "4")),
                () -> {
                  append(line(5, "F", "5"));
                  Files.move(log, directory.resolve("0.log.20260101-000005"));
                },
                () -> append(line(6, "F", "6")),
                () -> append(line(7, "F", "7"))));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LogReader.Life life =
        new LogReader.Life() {
          @Override
          public boolean isRunning() {
            return !steps.isEmpty();
          }

          @Override
          public boolean await() {
            try {
              steps.remove().run();
              return true;
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          }
        };
    LogQuery query = LogQuery.parse(Map.of("follow", "true", "tailLines", "1"), NOW);
    new LogReader(log, query, out, life).copy();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("3\n4\n5\n6\n7\n");
  }

  private interface Step {
    void run() throws IOException;
  }

  private void append(String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private String read(Map<String, String> parameters) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LogReader.Life over =
        new LogReader.Life() {
          @Override
          public boolean isRunning() {
            return false;
          }

          @Override
          public boolean await() {
            return false;
          }
        };
    new LogReader(log, LogQuery.parse(parameters, NOW), out, over).copy();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String line(int second, String tag, String text) {
    return "2026-01-01T00:00:0" + second + ".5Z stdout " + tag + " " + text + "\n";
  }
}
