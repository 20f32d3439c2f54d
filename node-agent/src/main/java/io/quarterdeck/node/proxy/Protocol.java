package io.quarterdeck.node.proxy;

import java.util.Locale;

/** The transports that a service port can have. */
enum Protocol {
  TCP,
  UDP,
  SCTP;

  /** As nftables and conntrack write it. */
  String keyword() {
    return name().toLowerCase(Locale.ROOT);
  }
}
