package io.quarterdeck.model.apply;

import java.util.Comparator;

/**
 * Who owns fields, and by which way of writing they came to it. Somebody who applies in several
 * versions is one manager; somebody who updates in several versions is one for each.
 *
 * @param version the API version of the updates; empty for who applies
 * @param subresource through which they write; empty for the object itself
 */
public record Manager(String name, Operation operation, String version, String subresource)
    implements Comparable<Manager> {

  /** How fields came to be owned. */
  public enum Operation {
    APPLY("Apply"),
    UPDATE("Update");

    private final String text;

    Operation(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  private static final Comparator<Manager> ORDER =
      Comparator.comparing(Manager::name)
          .thenComparing(Manager::operation)
          .thenComparing(Manager::version)
          .thenComparing(Manager::subresource);

  static Manager applying(String name, String subresource) {
    return new Manager(name, Operation.APPLY, "", subresource);
  }

  static Manager updating(String name, String version, String subresource) {
    return new Manager(name, Operation.UPDATE, version, subresource);
  }

  boolean applies() {
    return operation == Operation.APPLY;
  }

  @Override
  public int compareTo(Manager other) {
    return ORDER.compare(this, other);
  }

  /** As messages name it. */
  @Override
  public String toString() {
    String who = '"' + name + '"';
    if (!subresource.isEmpty()) {
      who += " with subresource \"" + subresource + '"';
    }
    return applies() ? who : who + " using " + version;
  }
}
