package io.quarterdeck.model.kind;

import io.quarterdeck.model.Names;
import java.util.List;

/** How objects may be called. */
enum Naming {
  DNS_SUBDOMAIN,
  RFC_1035_LABEL,
  PATH_SEGMENT,
  IP_ADDRESS;

  List<String> check(String name) {
    return switch (this) {
      case DNS_SUBDOMAIN -> Names.dnsSubdomain(name);
      case RFC_1035_LABEL -> Names.dns1035Label(name);
      case PATH_SEGMENT -> Names.pathSegment(name);
      case IP_ADDRESS -> Names.ipAddress(name);
    };
  }
}
