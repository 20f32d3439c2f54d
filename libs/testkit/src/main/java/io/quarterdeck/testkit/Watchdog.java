package io.quarterdeck.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A shell that outlives this JVM by a moment: when its input closes, however the JVM ended, it
 * kills the processes and removes the folders that were named to it.
 */
public final class Watchdog {
  private static final String SCRIPT =
      """
      pids= folders=
      while read -r what name; do
        case $what in
          pid) pids="$pids $name" ;;
          folder) folders="$folders $name" ;;
        esac
      done
      [ -z "$pids" ] || kill -9 $pids 2>/dev/null
      n=0
      for folder in $folders; do
        until rm -rf "$folder" 2>/dev/null || [ $n -ge 50 ]; do n=$((n + 1)); sleep 0.1; done
      done
      """;

  private static @Nullable Writer input;

  private Watchdog() {}

  public static void killAtEnd(long pid) {
    tell("pid " + pid);
  }

  public static void removeAtEnd(Path folder) {
    if (!folder.isAbsolute() || folder.toString().contains(" ") || folder.getNameCount() < 2) {
      throw new IllegalArgumentException("not a folder to remove: " + folder);
    }
    tell("folder " + folder);
  }

  private static synchronized void tell(String line) {
    try {
      if (input == null) {
        input =
            new ProcessBuilder("setsid", "sh", "-c", SCRIPT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .outputWriter();
      }
      input.write(line + "\n");
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
