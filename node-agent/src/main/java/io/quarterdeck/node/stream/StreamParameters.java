package io.quarterdeck.node.stream;

import io.quarterdeck.node.cri.CommandStreams;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads from the parameters of a request which streams its client wants. */
final class StreamParameters {
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final int PORT_MAX = 65535;

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

  /** The ports as clients of the API name them, or else as those of a kubelet do. */
  static List<Integer> ports(MultiMap parameters) throws StreamException {
    List<String> values = parameters.getAll("ports");
    if (values.isEmpty()) {
      values = parameters.getAll("port");
    }
    if (values.isEmpty()) {
      throw new StreamException(400, "query parameter \"port\" is required");
    }
    List<Integer> ports = new ArrayList<>();
    for (String value : values) {
      if (value.isEmpty()) {
        throw new StreamException(400, "query parameter \"port\" cannot be empty");
      }
      for (String each : value.split(",", -1)) {
        ports.add(port(each, value));
      }
    }
    if (ports.size() > ForwardBridge.PORTS_MAX) {
      throw new StreamException(
          400, "at most " + ForwardBridge.PORTS_MAX + " ports can be forwarded at once");
    }
    return List.copyOf(ports);
  }

  private static int port(String text, String value) throws StreamException {
    if (!DIGITS.matcher(text).matches()) {
      throw noPort(text, value, "invalid syntax");
    }
    int port;
    try {
      port = Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw noPort(text, value, "value out of range");
    }
    if (port > PORT_MAX) {
      throw noPort(text, value, "value out of range");
    }
    if (port == 0) {
      throw new StreamException(400, "port \"" + value + "\" must be > 0");
    }
    return port;
  }

  /** In the words of a kubelet, whose language names the function that parses. */
  private static StreamException noPort(String text, String value, String why) {
    return new StreamException(
        400,
        "unable to parse \"%s\" as a port: strconv.ParseUint: parsing \"%s\": %s"
            .formatted(value, text, why));
  }

  private static boolean flag(MultiMap parameters, String name) {
    String value = parameters.get(name);
    return value != null && (value.equals("true") || value.equals("1"));
  }
}
