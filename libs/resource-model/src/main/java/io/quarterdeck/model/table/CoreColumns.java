package io.quarterdeck.model.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quarterdeck.model.ApiObject;
import java.time.Instant;
import java.util.Locale;

/** The tables of the kinds that need few words. */
public final class CoreColumns {
  public static final Columns NAMESPACES =
      Columns.begin()
          .text("Status", "Whether it is active or going.", each -> each.text("status", "phase"))
          .age()
          .end();

  public static final Columns CONFIG_MAPS =
      Columns.begin()
          .number(
              "Data",
              "How many keys it has.",
              each -> each.at("data").size() + each.at("binaryData").size())
          .age()
          .end();

  public static final Columns COMPONENT_STATUSES =
      Columns.begin()
          .text("Status", "Whether it is healthy.", CoreColumns::health)
          .text(
              "Message",
              "What it says of itself.",
              each -> healthy(each).path("message").asText(""))
          .text("Error", "Why it is not healthy.", each -> healthy(each).path("error").asText(""))
          .end();

  public static final Columns SECRETS =
      Columns.begin()
          .text("Type", "What it is for.", each -> each.text("type"))
          .number("Data", "How many keys it has.", each -> each.at("data").size())
          .age()
          .end();

  public static final Columns SERVICE_ACCOUNTS =
      Columns.begin()
          .number("Secrets", "How many Secrets it names.", each -> each.at("secrets").size())
          .age()
          .end();

  public static final Columns LEASES =
      Columns.begin()
          .text("Holder", "Who holds it.", each -> each.text("spec", "holderIdentity"))
          .age()
          .end();

  /** What every object has. */
  public static final Columns PLAIN = Columns.begin().createdAt().end();

  public static final Columns EVENTS = events();

  private CoreColumns() {}

  /** Events begin with their time, not with a name that nobody chose. */
  private static Columns events() {
    Columns named =
        Columns.begin()
            .timed("Last Seen", "When it happened last.", CoreColumns::lastSeen)
            .text("Type", "Normal or Warning.", each -> each.text("type"))
            .text("Reason", "What happened, in a word.", each -> each.text("reason"))
            .text("Object", "To what it happened.", CoreColumns::object)
            .wide("Subobject", "To which part.", each -> each.text("involvedObject", "fieldPath"))
            .wide("Source", "Who says so.", CoreColumns::source)
            .text("Message", "What happened.", each -> each.text("message").trim())
            .timedWide("First Seen", "When it happened first.", CoreColumns::firstSeen)
            .wide("Count", "How often it happened.", CoreColumns::count)
            .end();
    Columns.Builder reordered = new Columns.Builder();
    named.list().stream().skip(1).forEach(reordered::add);
    reordered.add(wide(named.list().getFirst()));
    return reordered.end();
  }

  private static JsonNode healthy(ApiObject component) {
    return component
        .at("conditions")
        .valueStream()
        .filter(each -> each.path("type").asText().equals("Healthy"))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  private static String health(ApiObject component) {
    return switch (healthy(component).path("status").asText("")) {
      case "" -> "Unknown";
      case "True" -> "Healthy";
      default -> "Unhealthy";
    };
  }

  private static Column wide(Column column) {
    return new Column(
        column.name(), column.type(), column.format(), column.description(), 1, column.cell());
  }

  private static String object(ApiObject event) {
    return event.text("involvedObject", "kind").toLowerCase(Locale.ROOT)
        + "/"
        + event.text("involvedObject", "name");
  }

  private static String source(ApiObject event) {
    String component = event.text("source", "component");
    String host = event.text("source", "host");
    String shown = component.isEmpty() ? event.text("reportingComponent") : component;
    return host.isEmpty() ? shown : shown + ", " + host;
  }

  private static String lastSeen(ApiObject event, Instant now) {
    String series = event.text("series", "lastObservedTime");
    String last = series.isEmpty() ? event.text("lastTimestamp") : series;
    return last.isEmpty() ? firstSeen(event, now) : Ages.since(last, now);
  }

  private static String firstSeen(ApiObject event, Instant now) {
    String first = event.text("firstTimestamp");
    return Ages.since(first.isEmpty() ? event.text("eventTime") : first, now);
  }

  private static String count(ApiObject event) {
    int series = event.integer(0, "series", "count");
    return Integer.toString(series > 0 ? series : event.integer(1, "count"));
  }
}
