package io.quarterdeck.node.stream;

import io.quarterdeck.node.cri.CommandStreams;
import io.vertx.core.MultiMap;

/** Reads from the parameters of a request which streams its client wants. */
final class StreamParameters {
  private StreamParameters() {}

  static CommandStreams streams(MultiMap parameters) throws StreamException {
    boolean tty = flag(parameters, "tty");
    CommandStreams streams =
        new CommandStreams(
            flag(parameters, "stdin"),
            flag(parameters, "stdout"),
            flag(parameters, "stderr") && !tty,
            tty);
    if (!streams.stdin() && !streams.stdout() && !streams.stderr()) {
      throw new StreamException(400, "you must specify at least 1 of stdin, stdout, stderr");
    }
    return streams;
  }

  private static boolean flag(MultiMap parameters, String name) {
    String value = parameters.get(name);
    return value != null && (value.equals("true") || value.equals("1"));
  }
}
