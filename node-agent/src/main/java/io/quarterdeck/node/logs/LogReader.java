package io.quarterdeck.node.logs;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Copies a container's log to where it is wanted: the parts of a line joined, without what the
 * runtime adds. Blocking; one reader serves one request.
 */
final class LogReader {
  private static final int LINE_BYTES_MAX = 1 << 20;

  /** What the reader cannot know of itself. */
  interface Life {
    boolean isRunning();

    /** Waits a little for more; false when nobody listens any longer. */
    boolean await() throws InterruptedException;
  }

  private final Path log;
  private final LogQuery query;
  private final OutputStream out;
  private final Life life;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long bytesLeft;
  private boolean inLine;

  LogReader(Path log, LogQuery query, OutputStream out, Life life) {
    this.log = log;
    this.query = query;
    this.out = out;
    this.life = life;
    this.bytesLeft = query.limitBytes().orElse(Long.MAX_VALUE);
  }

  void copy() throws IOException, InterruptedException {
    List<Path> files = LogFiles.of(log);
    LogFiles.Position start =
        query.tailLines().isPresent()
            ? LogFiles.tail(files, query.tailLines().getAsLong())
            : LogFiles.Position.HEAD;
    for (int i = start.file(); i < files.size(); i++) {
      boolean last = i == files.size() - 1;
      copy(files.get(i), i == start.file() ? start.offset() : 0, last && query.follow());
    }
    while (query.follow() && files.isEmpty() && life.isRunning() && !Files.exists(log)) {
      if (!life.await()) {
        return;
      }
    }
    if (files.isEmpty() && query.follow() && Files.exists(log)) {
      copy(log, 0, true);
    }
    out.flush();
  }

  private void copy(Path file, long offset, boolean follow)
      throws IOException, InterruptedException {
    Path current = file;
    long from = offset;
    boolean another = true;
    while (another && bytesLeft > 0) {
      try (FileChannel channel = FileChannel.open(current)) {
        Object identity = Files.getAttribute(current, "unix:ino");
        Source source = new Source(channel, from);
        another = follow && follow(source, identity);
        if (!follow) {
          boolean unused = drain(source);
        }
      } catch (NoSuchFileException e) {
        // Rotated away between the listing and now; the container goes on writing elsewhere.
        another = false;
      }
      current = log;
      from = 0;
    }
  }

  /** Goes on until the container ends; true when the log goes on in another file. */
  private boolean follow(Source source, Object identity) throws IOException, InterruptedException {
    while (bytesLeft > 0) {
      // Asked before reading: what was written before the end is then read too.
      boolean running = life.isRunning();
      boolean rotated = rotated(identity);
      if (!drain(source)) {
        return false;
      }
      out.flush();
      if (rotated) {
        return true;
      }
      if (!running || !life.await()) {
        return false;
      }
    }
    return false;
  }

  private boolean rotated(Object identity) throws IOException {
    try {
      return !Files.getAttribute(log, "unix:ino").equals(identity);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Reads to the end as it is now; false when nothing more is wanted. */
  private boolean drain(Source source) throws IOException {
    source.setEnd();
    int next = source.read();
    while (next >= 0) {
      if (next == '\n') {
        if (!write()) {
          return false;
        }
        line.reset();
      } else if (line.size() < LINE_BYTES_MAX) {
        line.write(next);
      }
      next = source.read();
    }
    return true;
  }

  /** A file that somebody may write to faster than it is read: its end is where it was set. */
  private static final class Source {
    private final FileChannel channel;
    private final InputStream in;
    private long position;
    private long end;

    Source(FileChannel channel, long from) throws IOException {
      this.channel = channel;
      this.in = new BufferedInputStream(Channels.newInputStream(channel.position(from)));
      this.position = from;
    }

    void setEnd() throws IOException {
      end = channel.size();
    }

    int read() throws IOException {
      if (position >= end) {
        return -1;
      }
      position++;
      return in.read();
    }
  }

  /** Bytes become characters one to one: a part may end in the middle of a character. */
  private boolean write() throws IOException {
    Optional<LogLine> parsed = LogLine.parse(line.toString(StandardCharsets.ISO_8859_1));
    if (parsed.isEmpty()) {
      return true;
    }
    LogLine each = parsed.get();
    if (query.since().filter(since -> each.time().isBefore(since)).isPresent()) {
      return true;
    }
    StringBuilder text = new StringBuilder();
    if (query.timestamps() && !inLine) {
      text.append(each.timestamp()).append(' ');
    }
    text.append(each.text());
    if (!each.partial()) {
      text.append('\n');
    }
    inLine = each.partial();
    byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    int length = (int) Math.min(bytes.length, bytesLeft);
    out.write(bytes, 0, length);
    bytesLeft -= length;
    return bytesLeft > 0;
  }
}
