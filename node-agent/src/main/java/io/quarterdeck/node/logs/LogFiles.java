package io.quarterdeck.node.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of one container's log: those that were rotated away, the oldest first, then it. */
final class LogFiles {
  private LogFiles() {}

  /** Where in which of the files to begin. */
  record Position(int file, long offset) {
    static final Position HEAD = new Position(0, 0);
  }

  static List<Path> of(Path log) throws IOException {
    return Stream.concat(rotated(log).stream(), Stream.of(log).filter(Files::exists)).toList();
  }

  /** The rotated ones alone; their names end in the time at which they were, so they sort. */
  static List<Path> rotated(Path log) throws IOException {
    Path directory = log.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      return List.of();
    }
    String prefix = log.getFileName() + ".";
    try (Stream<Path> list = Files.list(directory)) {
      return list.filter(each -> each.getFileName().toString().startsWith(prefix))
          .sorted()
          .toList();
    }
  }

  /** Where the last lines begin; a line that was written in parts counts once. */
  static Position tail(List<Path> files, long lines) throws IOException {
    long left = lines;
    for (int i = files.size() - 1; i >= 0; i--) {
      try (FileChannel channel = FileChannel.open(files.get(i))) {
        ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        int end = bytes.limit();
        while (end > 0) {
          int start = startOfLine(bytes, end);
          if (endsALine(bytes, start, end)) {
            if (left == 0) {
              return new Position(i, end);
            }
            left--;
          }
          end = start;
        }
      }
    }
    return Position.HEAD;
  }

  private static int startOfLine(ByteBuffer bytes, int end) {
    int at = end - 1;
    while (at > 0 && bytes.get(at - 1) != '\n') {
      at--;
    }
    return at;
  }

  /** Whether the tag behind time and stream is F: the whole line or the last part of one. */
  private static boolean endsALine(ByteBuffer bytes, int start, int end) {
    int spaces = 0;
    for (int at = start; at < end; at++) {
      if (spaces == 2) {
        return bytes.get(at) != 'P';
      }
      if (bytes.get(at) == ' ') {
        spaces++;
      }
    }
    return true;
  }
}
