package io.quarterdeck.model.fields;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A set of paths into an object, as a tree. An inner path is a member only where that is said:
 * {@code .spec.replicas} can be in a set without {@code .spec}. Immutable.
 */
public final class FieldSet {
  public static final FieldSet EMPTY = new FieldSet(Collections.emptyNavigableMap());

  /**
   * What a set says of one path.
   *
   * @param member whether the path itself is in the set
   * @param below the members that it leads to
   */
  public record Node(boolean member, FieldSet below) {
    static final Node NONE = new Node(false, EMPTY);
    static final Node LEAF = new Node(true, EMPTY);

    boolean isEmpty() {
      return !member && below.isEmpty();
    }
  }

  private final NavigableMap<PathElement, Node> nodes;

  private FieldSet(NavigableMap<PathElement, Node> nodes) {
    this.nodes = nodes;
  }

  /** The set of what is not empty; takes the map over. */
  static FieldSet of(NavigableMap<PathElement, Node> nodes) {
    nodes.values().removeIf(Node::isEmpty);
    return nodes.isEmpty() ? EMPTY : new FieldSet(nodes);
  }

  /** The set of one path; the root of an object is never a member. */
  public static FieldSet of(List<PathElement> path) {
    FieldSet set = EMPTY;
    for (int i = path.size() - 1; i >= 0; i--) {
      NavigableMap<PathElement, Node> nodes = new TreeMap<>();
      nodes.put(path.get(i), new Node(i == path.size() - 1, set));
      set = new FieldSet(nodes);
    }
    return set;
  }

  /** The set of a path of field names. */
  public static FieldSet ofFields(String... names) {
    return of(List.of(names).stream().map(PathElement::field).toList());
  }

  public boolean isEmpty() {
    return nodes.isEmpty();
  }

  Map<PathElement, Node> nodes() {
    return nodes;
  }

  Node at(PathElement element) {
    return nodes.getOrDefault(element, Node.NONE);
  }

  public FieldSet union(FieldSet other) {
    if (other.isEmpty()) {
      return this;
    }
    return isEmpty()
        ? other
        : combined(
            other,
            (mine, theirs) ->
                new Node(mine.member() || theirs.member(), mine.below().union(theirs.below())));
  }

  public FieldSet intersection(FieldSet other) {
    return isEmpty() || other.isEmpty()
        ? EMPTY
        : combined(
            other,
            (mine, theirs) ->
                new Node(
                    mine.member() && theirs.member(), mine.below().intersection(theirs.below())));
  }

  /** Without the members of another set; what lies below them stays. */
  public FieldSet difference(FieldSet other) {
    return isEmpty() || other.isEmpty()
        ? this
        : combined(
            other,
            (mine, theirs) ->
                new Node(
                    mine.member() && !theirs.member(), mine.below().difference(theirs.below())));
  }

  /** Without the members of another set and all that lies below them. */
  public FieldSet without(FieldSet other) {
    return isEmpty() || other.isEmpty()
        ? this
        : combined(
            other,
            (mine, theirs) ->
                theirs.member()
                    ? Node.NONE
                    : new Node(mine.member(), mine.below().without(theirs.below())));
  }

  private FieldSet combined(FieldSet other, BinaryOperator<Node> rule) {
    NavigableMap<PathElement, Node> combined = new TreeMap<>();
    nodes.forEach((element, mine) -> combined.put(element, rule.apply(mine, other.at(element))));
    other.nodes.forEach(
        (element, theirs) ->
            combined.computeIfAbsent(element, absent -> rule.apply(Node.NONE, theirs)));
    return of(combined);
  }

  /** All members; those of a level come before what lies deeper. */
  public List<List<PathElement>> paths() {
    List<List<PathElement>> paths = new ArrayList<>();
    visit(List.of(), paths::add);
    return List.copyOf(paths);
  }

  private void visit(List<PathElement> above, Consumer<List<PathElement>> visitor) {
    nodes.forEach(
        (element, node) -> {
          if (node.member()) {
            visitor.accept(joined(above, element));
          }
        });
    nodes.forEach((element, node) -> node.below().visit(joined(above, element), visitor));
  }

  private static List<PathElement> joined(List<PathElement> above, PathElement element) {
    List<PathElement> joined = new ArrayList<>(above);
    joined.add(element);
    return List.copyOf(joined);
  }

  /** A path as messages write it. */
  public static String text(List<PathElement> path) {
    return path.stream().map(PathElement::toString).collect(Collectors.joining());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldSet that && nodes.equals(that.nodes);
  }

  @Override
  public int hashCode() {
    return nodes.hashCode();
  }

  @Override
  public String toString() {
    return paths().stream().map(FieldSet::text).collect(Collectors.joining("\n"));
  }
}
