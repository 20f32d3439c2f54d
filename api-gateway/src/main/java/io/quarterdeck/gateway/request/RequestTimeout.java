package io.quarterdeck.gateway.request;

import io.quarterdeck.gateway.http.Failures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a request may take: as its parameter {@code timeout} says, a duration in the notation of
 * Go, but never longer than any may. What takes its time by nature has no such parameter. Pure.
 */
public final class RequestTimeout {
  private static final Set<String> STREAMS =
      Set.of("attach", "exec", "log", "portforward", RequestInfo.PROXY);

  private static final Pattern SIGN_AND_REST = Pattern.compile("[-+]?(.*)", Pattern.DOTALL);
  private static final Pattern PART = Pattern.compile("([0-9]*)((?:\\.[0-9]*)?)([^0-9.]*)");
  private static final BigDecimal NANOS_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "\u00b5s", 1_000L,
          "\u03bcs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private RequestTimeout() {}

  public static Duration of(RequestInfo info, Query query, Duration max) {
    String stated = query.text("timeout");
    if (stated.isEmpty() || info.verb().equals("watch") || STREAMS.contains(info.subresource())) {
      return max;
    }
    Duration wanted = parse(stated);
    return wanted.isPositive() && wanted.compareTo(max) < 0 ? wanted : max;
  }

  private static Duration parse(String text) {
    Matcher whole = SIGN_AND_REST.matcher(text);
    String rest = whole.matches() ? whole.group(1) : "";
    if (rest.equals("0")) {
      return Duration.ZERO;
    }
    if (rest.isEmpty()) {
      throw invalid("invalid duration", text);
    }
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher part = PART.matcher(rest);
    for (int at = 0; at < rest.length(); at = part.end()) {
      part.region(at, rest.length());
      nanos = nanos.add(part.lookingAt() ? nanos(part, text) : BigDecimal.ZERO);
      if (nanos.compareTo(NANOS_MAX) > 0) {
        throw invalid("invalid duration", text);
      }
    }
    long sign = text.startsWith("-") ? -1 : 1;
    return Duration.ofNanos(sign * nanos.setScale(0, RoundingMode.DOWN).longValueExact());
  }

  private static BigDecimal nanos(Matcher part, String text) {
    String fraction = part.group(2).equals(".") ? "" : part.group(2);
    String number = part.group(1) + fraction;
    if (number.isEmpty()) {
      throw invalid("invalid duration", text);
    }
    String unit = part.group(3);
    if (unit.isEmpty()) {
      throw invalid("missing unit in duration", text);
    }
    Long nanos = NANOS.get(unit);
    if (nanos == null) {
      throw invalid("unknown unit \"" + unit + "\" in duration", text);
    }
    return new BigDecimal(number).multiply(BigDecimal.valueOf(nanos));
  }

  private static RuntimeException invalid(String why, String text) {
    return Failures.badRequest(
        "invalid timeout specified in the request URL - time: " + why + " \"" + text + "\"");
  }
}
