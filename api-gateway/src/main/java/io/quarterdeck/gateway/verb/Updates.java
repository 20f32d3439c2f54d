package io.quarterdeck.gateway.verb;

import io.quarterdeck.gateway.admission.Admission;
import io.quarterdeck.gateway.allocation.ServiceAllocation;
import io.quarterdeck.gateway.content.Accepted;
import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.gateway.store.Change;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.apply.Writer;
import io.quarterdeck.model.kind.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;

/** Update and patch: both are a next version made of the current one. */
@Singleton
public class Updates {
  private final ObjectWriter objects;
  private final ServiceAllocation allocation;
  private final Admission admission;

  Updates(ObjectWriter objects, ServiceAllocation allocation, Admission admission) {
    this.objects = objects;
    this.allocation = allocation;
    this.admission = admission;
  }

  public Uni<Reply> update(Call call, Kind kind, Part part) {
    ApiObject wanted = Incoming.forUpdate(call, kind);
    UnconditionalUpdates.refuse(kind, wanted);
    return next(call, kind, part, old -> Wanted.of(wanted.copy()));
  }

  public Uni<Reply> patch(Call call, Kind kind, Part part) {
    ObjectPatch patch = ObjectPatch.of(call);
    return next(call, kind, part, old -> Wanted.of(patch.apply(call, kind, old)));
  }

  private Uni<Reply> next(Call call, Kind kind, Part part, Function<ApiObject, Wanted> wanted) {
    Accepted accepted = Accepted.of(call.headers().accept());
    return change(call, kind, part, Writers.of(call), wanted)
        .invoke(next -> call.warn(part == Part.OBJECT ? kind.warnings(next) : List.of()))
        .map(next -> Presenter.one(200, accepted, call.query(), kind, next));
  }

  /**
   * Gives an object its next version.
   *
   * @param wanted makes of the current version what is wanted; called again when somebody else was
   *     faster
   */
  public Uni<ApiObject> change(
      Call call, Kind kind, Part part, Writer writer, Function<ApiObject, Wanted> wanted) {
    return change(
        new ObjectWriter.Target(kind, Incoming.key(call.info()), call.origin(), call.isDryRun()),
        part,
        writer,
        wanted);
  }

  /** The same of whichever object, for changes that no request asks for. */
  public Uni<ApiObject> change(
      ObjectWriter.Target target, Part part, Writer writer, Function<ApiObject, Wanted> wanted) {
    return objects
        .change(target, old -> decide(target.kind(), part, wanted.apply(old.copy()), old, writer))
        .map(Result::object);
  }

  private Decision decide(Kind kind, Part part, Wanted wanted, ApiObject old, Writer writer) {
    ApiObject next = NextVersion.of(kind, part, wanted.object(), old);
    admission.admitNext(kind, next);
    Owners.ofNext(kind, part, wanted, next, old, writer);
    if (part == Part.OBJECT) {
      allocation.keep(kind, next, old);
    }
    NextVersion.validate(kind, part, next, old);
    List<Change> along = part == Part.OBJECT ? allocation.move(kind, next, old) : List.of();
    return NextVersion.mayGo(kind, next)
        ? new Decision.Remove(next, allocation.release(kind, next))
        : new Decision.Put(next, along);
  }
}
