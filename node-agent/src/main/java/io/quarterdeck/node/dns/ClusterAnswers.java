package io.quarterdeck.node.dns;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers one question from the zone, or says that somebody else has to. Pure. */
final class ClusterAnswers {
  /** The record types that the zone knows; every other type has no records here. */
  enum RecordType {
    A,
    SRV,
    CNAME,
    PTR,
    TXT,
    ANY,
    OTHER
  }

  record Named(String name, ZoneRecord record) {}

  sealed interface Answer {
    /** The name exists; the list may be empty. */
    record Found(List<Named> answers, List<Named> additional) implements Answer {}

    /** The name is ours, and there is none. */
    record Unknown() implements Answer {}

    /** Another server has to be asked. */
    record Elsewhere() implements Answer {}

    /** Ours as far as the alias; the rest has to be asked of another server. */
    record AliasElsewhere(Named alias, String target) implements Answer {}
  }

  private static final Pattern POD = Pattern.compile("(\\d+)-(\\d+)-(\\d+)-(\\d+)\\.[a-z0-9-]+");

  private final ClusterZone zone;

  ClusterAnswers(ClusterZone zone) {
    this.zone = zone;
  }

  /**
   * @param name lower case, no last dot
   */
  Answer answer(String name, RecordType type) {
    List<ZoneRecord> records = zone.records(name);
    if (!zone.covers(name)) {
      return records.isEmpty() ? new Answer.Elsewhere() : found(name, records, type);
    }
    Optional<ZoneRecord.Alias> alias =
        records.stream()
            .filter(ZoneRecord.Alias.class::isInstance)
            .map(ZoneRecord.Alias.class::cast)
            .findFirst();
    if (alias.isPresent() && type != RecordType.CNAME) {
      return follow(new Named(name, alias.get()), alias.get().target(), type);
    }
    if (!records.isEmpty()) {
      return found(name, records, type);
    }
    return podAddress(name)
        .map(address -> found(name, List.of(address), type))
        .orElseGet(() -> zone.exists(name) ? nothing() : new Answer.Unknown());
  }

  private Answer follow(Named alias, String target, RecordType type) {
    if (!zone.covers(target)) {
      return new Answer.AliasElsewhere(alias, target);
    }
    List<Named> answers = new ArrayList<>(List.of(alias));
    zone.records(target).stream()
        .filter(record -> matches(record, type))
        .forEach(record -> answers.add(new Named(target, record)));
    return new Answer.Found(answers, List.of());
  }

  private Answer found(String name, List<ZoneRecord> records, RecordType type) {
    List<Named> answers = new ArrayList<>();
    List<Named> additional = new ArrayList<>();
    for (ZoneRecord record : records) {
      if (!matches(record, type)) {
        continue;
      }
      answers.add(new Named(name, record));
      if (record instanceof ZoneRecord.Srv srv) {
        zone.records(srv.target()).stream()
            .filter(ZoneRecord.Address.class::isInstance)
            .sorted(Comparator.comparing(ZoneRecord::toString))
            .forEach(address -> additional.add(new Named(srv.target(), address)));
      }
    }
    return new Answer.Found(answers, additional);
  }

  private static Answer nothing() {
    return new Answer.Found(List.of(), List.of());
  }

  private static boolean matches(ZoneRecord record, RecordType type) {
    return type == RecordType.ANY
        || switch (record) {
          case ZoneRecord.Address _ -> type == RecordType.A;
          case ZoneRecord.Srv _ -> type == RecordType.SRV;
          case ZoneRecord.Alias _ -> type == RecordType.CNAME;
          case ZoneRecord.Pointer _ -> type == RecordType.PTR;
          case ZoneRecord.Text _ -> type == RecordType.TXT;
        };
  }

  /** {@code 10-244-0-7.default.pod.cluster.local}: the address is in the name. */
  private Optional<ZoneRecord> podAddress(String name) {
    String suffix = ".pod." + zone.domain();
    if (!name.endsWith(suffix)) {
      return Optional.empty();
    }
    Matcher matcher = POD.matcher(name.substring(0, name.length() - suffix.length()));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      if (matcher.group(i).length() > 3 || Integer.parseInt(matcher.group(i)) > 255) {
        return Optional.empty();
      }
      parts.add(matcher.group(i));
    }
    return Optional.of(new ZoneRecord.Address(String.join(".", parts)));
  }
}
