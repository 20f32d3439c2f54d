package io.quarterdeck.gateway.subresource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.content.Accepted;
import io.quarterdeck.gateway.content.Bodies;
import io.quarterdeck.gateway.content.Render;
import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.gateway.verb.AppliedConfiguration;
import io.quarterdeck.gateway.verb.ObjectPatch;
import io.quarterdeck.gateway.verb.Part;
import io.quarterdeck.gateway.verb.Reads;
import io.quarterdeck.gateway.verb.Updates;
import io.quarterdeck.gateway.verb.Wanted;
import io.quarterdeck.gateway.verb.Writers;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.kind.Scales;
import io.quarterdeck.model.schema.Schema;
import io.quarterdeck.model.schema.Schemas;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** The subresource {@code scale}: an object's replicas in a form that every scaler understands. */
@Singleton
public class Scaling {
  private static final String API_VERSION = "autoscaling/v1";
  private static final String KIND = "Scale";

  private final Reads reads;
  private final Updates updates;

  Scaling(Reads reads, Updates updates) {
    this.reads = reads;
    this.updates = updates;
  }

  public Uni<Reply> get(Call call, Kind kind) {
    return reads.find(call, kind).map(item -> reply(call, item.object()));
  }

  public Uni<Reply> update(Call call, Kind kind) {
    ApiObject scale = ApiObject.of(Bodies.read(call, API_VERSION, KIND, schema()).object());
    return updates
        .change(
            call,
            kind,
            Part.OBJECT,
            Writers.of(call),
            old -> Wanted.of(Scales.apply(old, scale.json())))
        .map(next -> reply(call, next));
  }

  public Uni<Reply> patch(Call call, Kind kind) {
    if (AppliedConfiguration.isIn(call)) {
      return apply(call, kind);
    }
    ObjectPatch patch = ObjectPatch.of(call);
    return updates
        .change(
            call,
            kind,
            Part.OBJECT,
            Writers.of(call),
            old -> {
              ObjectNode patched = patch.apply(Scales.of(old), schema());
              ApiObject scale = ObjectPatch.decode(call, patched, API_VERSION, KIND, schema());
              return Wanted.of(Scales.apply(old, scale.json()));
            })
        .map(next -> reply(call, next));
  }

  private Uni<Reply> apply(Call call, Kind kind) {
    AppliedConfiguration configuration =
        AppliedConfiguration.of(call, API_VERSION, KIND, schema()).ofScaled(kind);
    return updates
        .change(
            call,
            kind,
            Part.OBJECT,
            configuration.writer(),
            old -> configuration.over(old, kind, Part.OBJECT))
        .map(next -> reply(call, next));
  }

  private static Schema schema() {
    return Schemas.builtIn()
        .forKind(API_VERSION, KIND)
        .orElseThrow(() -> new IllegalStateException("the schema of Scale is missing"));
  }

  private static Reply reply(Call call, ApiObject object) {
    Accepted accepted = Accepted.of(call.headers().accept());
    return Render.reply(200, accepted.form(), Scales.of(object));
  }
}
