package io.quarterdeck.node.stream;

import java.util.Arrays;

/**
 * What clients speak over the channels of a WebSocket: how a message is written, and how the end of
 * a command is told.
 */
enum ChannelProtocol {
  V5("v5.channel.k8s.io", Outcome.STATUS, false),
  V4("v4.channel.k8s.io", Outcome.STATUS, false),
  V4_BASE64("v4.base64.channel.k8s.io", Outcome.STATUS, true),
  V1("channel.k8s.io", Outcome.WORDS, false),
  V1_BASE64("base64.channel.k8s.io", Outcome.WORDS, true),
  /** A client that names no protocol is taken for one of the first. */
  NONE("", Outcome.WORDS, false);

  /** What a runtime is asked to speak, by what it then writes when a command has ended. */
  private enum Outcome {
    STATUS("v4.channel.k8s.io"),
    /** An error in words, and nothing when all went well. */
    WORDS("v3.channel.k8s.io");

    private final String runtimeProtocol;

    Outcome(String runtimeProtocol) {
      this.runtimeProtocol = runtimeProtocol;
    }
  }

  private final String text;
  private final Outcome outcome;
  private final boolean base64;

  ChannelProtocol(String text, Outcome outcome, boolean base64) {
    this.text = text;
    this.outcome = outcome;
    this.base64 = base64;
  }

  static ChannelProtocol of(String text) {
    return Arrays.stream(values())
        .filter(each -> each.text.equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(text));
  }

  /** As clients name it. */
  String text() {
    return text;
  }

  /** What the runtime has to speak for a command to end as this protocol tells it. */
  String runtimeProtocol() {
    return outcome.runtimeProtocol;
  }

  /** Whether messages are text: a digit for the channel, and the rest in base64. */
  boolean isBase64() {
    return base64;
  }

  /** Whether the client can say that it has written a channel to its end. */
  boolean closesChannels() {
    return this == V5;
  }
}
