package io.quarterdeck.model.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.fields.FieldSet;
import io.quarterdeck.model.fields.FieldSets;
import io.quarterdeck.model.fields.Merge;
import io.quarterdeck.model.schema.Schema;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps account of who owns which fields of the objects of one kind, and merges applied
 * configurations. The objects that it is given carry no managedFields that count.
 */
public final class Ownership {
  /** Owns what was there before anybody applied. */
  private static final String BEFORE = "before-first-apply";

  /** What nobody owns, because the server decides about it or the request's path says it. */
  private static final FieldSet NOBODYS =
      FieldSet.ofFields("apiVersion")
          .union(FieldSet.ofFields("kind"))
          .union(FieldSet.ofFields("metadata"))
          .union(FieldSet.ofFields("metadata", "name"))
          .union(FieldSet.ofFields("metadata", "namespace"))
          .union(FieldSet.ofFields("metadata", "creationTimestamp"))
          .union(FieldSet.ofFields("metadata", "selfLink"))
          .union(FieldSet.ofFields("metadata", "uid"))
          .union(FieldSet.ofFields("metadata", "generation"))
          .union(FieldSet.ofFields("metadata", "managedFields"))
          .union(FieldSet.ofFields("metadata", "resourceVersion"));

  private final Versions versions;
  private final Schema schema;
  private final String version;

  /**
   * For the requests of one version, in which all objects are given.
   *
   * @param others in which the same objects are written too
   */
  public Ownership(Version served, List<Version> others) {
    this.versions = new Versions(served, others);
    this.schema = served.schema();
    this.version = served.name();
  }

  /** What applying a configuration comes to. */
  public sealed interface Outcome {}

  /**
   * The configuration was merged.
   *
   * @param object the whole object, without defaults for what was taken away
   */
  public record Applied(JsonNode object, ManagedFields managed) implements Outcome {}

  /** Others own some of what would change, and force was not asked for. */
  public record Refused(Conflicts conflicts) implements Outcome {}

  /**
   * Who owns what of a new object that was not applied.
   *
   * @param given what the request itself says of it, as one that restores an object does
   */
  public ManagedFields created(JsonNode object, ManagedFields given, Writer writer) {
    return changed(Blank.of(schema), object, given, writer);
  }

  /**
   * Who owns what after an update: whoever writes owns what they change. An object of which nobody
   * owns anything stays so until somebody applies.
   */
  public ManagedFields updated(
      JsonNode before, JsonNode after, ManagedFields managed, Writer writer) {
    return managed.isEmpty() ? managed : changed(before, after, managed, writer);
  }

  private ManagedFields changed(
      JsonNode before, JsonNode after, ManagedFields managed, Writer writer) {
    Changes changes =
        new Changes(versions, Blank.under(schema, before), Blank.under(schema, after));
    ManagedFields others = versions.known(managed).mapped((manager, entry) -> changes.left(entry));
    FieldSet mine = changes.set().difference(NOBODYS);
    if (mine.isEmpty()) {
      return UpdateManagers.capped(others);
    }
    Manager me = Manager.updating(writer.name(), version, writer.subresource());
    return UpdateManagers.capped(
        others.with(
            me, new Managed(mine.union(others.of(me)), version, Optional.of(writer.now()))));
  }

  /**
   * Merges a configuration into an object. kubectl may take what it applied by itself before, as
   * long as nobody changed it since.
   *
   * @param live the object; empty where it is to be created
   * @param configuration without problems, see {@link io.quarterdeck.model.fields.Configuration}
   */
  public Outcome apply(
      JsonNode live, JsonNode configuration, ManagedFields managed, Writer writer, boolean force) {
    Outcome outcome = merge(live, configuration, managed, writer, force);
    if (!writer.name().equals(LastApplied.KUBECTL)) {
      return outcome;
    }
    return switch (outcome) {
      case Applied applied ->
          new Applied(LastApplied.renewed(applied.object(), configuration), applied.managed());
      case Refused refused -> {
        Conflicts disputed = refused.conflicts().without(LastApplied.unchanged(schema, live));
        yield disputed.isEmpty()
            ? apply(live, configuration, managed, writer, true)
            : new Refused(disputed);
      }
    };
  }

  private Outcome merge(
      JsonNode live, JsonNode configuration, ManagedFields managed, Writer writer, boolean force) {
    ManagedFields owned = owned(live, managed, writer);
    Manager me = Manager.applying(writer.name(), writer.subresource());
    FieldSet wanted = FieldSets.of(schema, configuration).without(versions.served().reset());
    ManagedFields mine = owned.with(me, new Managed(wanted, version, Optional.of(writer.now())));
    JsonNode merged = Merge.of(schema, live, configuration);
    JsonNode next =
        owned
            .find(me)
            .map(last -> new Pruning(versions, merged).without(last, mine))
            .orElse(merged);
    Changes changes = new Changes(versions, live, next);
    Conflicts conflicts = conflicts(mine, me, changes);
    if (!force && !conflicts.isEmpty()) {
      return new Refused(conflicts);
    }
    return new Applied(
        next,
        mine.mapped(
            (manager, entry) ->
                manager.equals(me) ? entry.fields().difference(NOBODYS) : changes.left(entry)));
  }

  /**
   * What was there before anybody owned anything gets an owner, whom one can be in conflict with.
   */
  private ManagedFields owned(JsonNode live, ManagedFields managed, Writer writer) {
    ManagedFields known = versions.known(managed);
    return known.isEmpty() && !live.isEmpty()
        ? created(live, known, new Writer(BEFORE, writer.subresource(), writer.now()))
        : known;
  }

  private static Conflicts conflicts(ManagedFields managed, Manager me, Changes changes) {
    NavigableMap<Manager, FieldSet> conflicts = new TreeMap<>();
    managed
        .entries()
        .forEach(
            (manager, entry) -> {
              FieldSet disputed = changes.taken(entry);
              if (!manager.equals(me) && !disputed.isEmpty()) {
                conflicts.put(manager, disputed);
              }
            });
    return new Conflicts(conflicts);
  }
}
