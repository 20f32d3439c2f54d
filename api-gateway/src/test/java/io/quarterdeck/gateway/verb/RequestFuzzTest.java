package io.quarterdeck.gateway.verb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarterdeck.gateway.authn.User;
import io.quarterdeck.gateway.content.Accepted;
import io.quarterdeck.gateway.fuzz.FuzzCases;
import io.quarterdeck.gateway.fuzz.Mutations;
import io.quarterdeck.gateway.http.Call;
import io.quarterdeck.gateway.http.Failure;
import io.quarterdeck.gateway.http.Reply;
import io.quarterdeck.gateway.protobuf.Protobuf;
import io.quarterdeck.gateway.protobuf.RandomObjects;
import io.quarterdeck.gateway.request.Query;
import io.quarterdeck.gateway.request.RequestInfo;
import io.quarterdeck.gateway.request.RequestInfos;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.kind.Kinds;
import io.quarterdeck.model.schema.Defaults;
import io.quarterdeck.model.schema.Schemas;
import io.quarterdeck.state.api.StoredObject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Whatever a request says, it is understood or refused: nothing that a client sends makes the code
 * fail that judges it. Only what needs no store is run here.
 */
class RequestFuzzTest {
  private static final List<Kind> KINDS =
      Kinds.builtIn().all().stream().filter(Kind::isStored).toList();
  private static final byte[] NO_BODY = {};
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final List<String> PATCHES =
      List.of(
          "application/json-patch+json",
          "application/merge-patch+json",
          "application/strategic-merge-patch+json",
          AppliedConfiguration.MEDIA_TYPE);
  private static final int OPERATIONS = 3;
  private static final List<String> POINTERS =
      List.of("", "/metadata", "/metadata/labels", "/spec", "/spec/x/0", "/data/~1", "/-", "/a//");
  private static final List<String> ACCEPTS =
      List.of(
          "application/json",
          "application/yaml",
          Protobuf.MEDIA_TYPE,
          "application/json;as=Table;v=v1;g=meta.k8s.io",
          "application/yaml;as=PartialObjectMetadata;v=v1;g=meta.k8s.io, */*;q=0.1");
  private static final List<String> QUERIES =
      List.of(
          "labelSelector=a in (b,c),!d,e!=f&fieldSelector=metadata.name=x,metadata.namespace!=y",
          "limit=500&continue=eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MSwic3RhcnQiOiJhL2JcdTAwMDAifQ",
          "resourceVersion=12&resourceVersionMatch=Exact&timeoutSeconds=5",
          "dryRun=All&fieldManager=me&fieldValidation=Strict&force=true",
          "gracePeriodSeconds=5&propagationPolicy=Foreground&orphanDependents=true",
          "pretty=true&includeObject=Object&watch=true&allowWatchBookmarks=1");
  private static final List<String> PATHS =
      List.of(
          "/api/v1/namespaces/default/configmaps/name",
          "/apis/apps/v1/namespaces/a/deployments/b/scale",
          "/api/v1/watch/namespaces/a/pods",
          "/api/v1/namespaces/default/pods/p:80/proxy/a/b?c=d",
          "/apis/rbac.authorization.k8s.io/v1/clusterroles/system:x",
          "/openapi/v3/apis/apps/v1",
          "/api/v1/namespaces/x/finalize");

  @Test
  void bodiesOfNewObjects() {
    FuzzCases.run(
        2_000,
        random -> {
          Kind kind = kind(random);
          Call call = call("create", kind, random, contentType(random));
          judged(
              () -> {
                Accepted accepted = Accepted.of(call.headers().accept());
                Wanted wanted = Wanted.of(Incoming.forCreate(call, kind));
                ApiObject object = complete(kind, call, wanted);
                Validation.ofNew(kind, object);
                show(call, accepted, kind, object);
              });
        });
  }

  @Test
  void bodiesOfUpdates() {
    FuzzCases.run(
        2_000,
        random -> {
          Kind kind = kind(random);
          Call call = call("update", kind, random, contentType(random));
          ApiObject old = stored(kind, random);
          judged(
              () -> {
                ApiObject wanted = Incoming.forUpdate(call, kind);
                wanted.json().withObject("/metadata").remove("resourceVersion");
                wanted.json().withObject("/metadata").remove("uid");
                next(call, kind, Wanted.of(wanted), old, random);
              });
        });
  }

  @Test
  void patches() {
    FuzzCases.run(
        3_000,
        random -> {
          Kind kind = kind(random);
          String mediaType = new Mutations(random).one(PATCHES);
          Call call = call("patch", kind, random, mediaType);
          ApiObject old = stored(kind, random);
          judged(
              () -> {
                Wanted wanted =
                    AppliedConfiguration.isIn(call)
                        ? AppliedConfiguration.of(call, kind).over(old, kind, Part.OBJECT)
                        : Wanted.of(ObjectPatch.of(call).apply(call, kind, old));
                next(call, kind, wanted, old, random);
              });
        });
  }

  /** What a controller, or whoever may, has written into an object of which nothing is valid. */
  @Test
  void objectsAreShownWhateverIsInThem() {
    FuzzCases.run(
        2_000,
        random -> {
          Kind kind = kind(random);
          Call call = call("get", kind, random, "");
          ApiObject object = stored(kind, random);
          for (String accept : ACCEPTS) {
            judged(() -> show(call, Accepted.of(accept), kind, object));
          }
        });
  }

  @Test
  void pathsParametersAndHeaders() {
    FuzzCases.run(
        10_000,
        random -> {
          Mutations mutations = new Mutations(random);
          String parameters = mutations.text(mutations.one(QUERIES));
          String path = mutations.text(mutations.one(PATHS));
          String accept = mutations.text(mutations.one(ACCEPTS));
          judged(
              () -> {
                Query query = Query.parse(parameters);
                RequestInfo info = RequestInfos.parse("GET", path, query);
                Call call =
                    new Call("GET", info, query, User.SELF, headers(accept, "", accept), NO_BODY);
                judged(() -> Selection.of(kind(random), info, query));
                judged(() -> ContinueToken.decode(query.text("continue")));
                judged(() -> query.number("limit"));
                judged(() -> DeleteOptions.of(call, Json.object()));
                judged(() -> Writers.of(call));
                judged(() -> Accepted.of(accept));
                judged(() -> Accepted.ofStream(accept));
                judged(call::isDryRun);
              });
        });
  }

  @Test
  void bodiesWithoutABottom() {
    FuzzCases.run(
        100,
        random -> {
          Kind kind = kind(random);
          Mutations mutations = new Mutations(random);
          byte[] abyss = mutations.abyss();
          String type = mutations.one(List.of("application/json", "application/yaml"));
          Call call = call("create", kind, random, type, abyss);
          judged(() -> Incoming.forCreate(call, kind));
          Call patch = call("patch", kind, random, mutations.one(PATCHES), abyss);
          judged(() -> ObjectPatch.of(patch));
          Call applied = call("patch", kind, random, AppliedConfiguration.MEDIA_TYPE, abyss);
          judged(() -> AppliedConfiguration.of(applied, kind));
        });
  }

  private static Kind kind(RandomGenerator random) {
    return KINDS.get(random.nextInt(KINDS.size()));
  }

  private static ApiObject complete(Kind kind, Call call, Wanted wanted) {
    ApiObject object = wanted.object().copy();
    Metadata.stampNew(object, call.info().namespace(), "uid", Instant.now());
    Defaults.apply(Schemas.builtIn().of(kind.type()), object.json());
    kind.strategy().normalize(object);
    Owners.ofNew(kind, wanted, object, Writers.of(call));
    kind.strategy().prepareForCreate(object);
    return object;
  }

  private static void next(
      Call call, Kind kind, Wanted wanted, ApiObject old, RandomGenerator random) {
    Part part = random.nextInt(3) == 0 && kind.has("status") ? Part.STATUS : Part.OBJECT;
    ApiObject next = NextVersion.of(kind, part, wanted.object(), old);
    Owners.ofNext(kind, part, wanted, next, old, Writers.of(call));
    NextVersion.validate(kind, part, next, old);
    assertThat(kind.warnings(next)).doesNotContainNull();
    boolean unused = NextVersion.mayGo(kind, next);
    show(call, Accepted.of(call.headers().accept()), kind, next);
  }

  /** An object of which the schema is all that holds. */
  private static ApiObject stored(Kind kind, RandomGenerator random) {
    ObjectNode object = random(kind, random);
    object.withObject("/metadata").remove(List.of("managedFields", "resourceVersion"));
    object.withObject("/metadata").put("name", "name").put("uid", "uid");
    if (kind.type().namespaced()) {
      object.withObject("/metadata").put("namespace", "default");
    }
    return ApiObject.of(object);
  }

  private static void show(Call call, Accepted accepted, Kind kind, ApiObject object) {
    byte[] stored = StoredObject.canonical(kind.toStored(object).json());
    ApiObject shown = kind.fromStored(ApiObject.parse(StoredObject.withResourceVersion(stored, 7)));
    kind.strategy().selectableFields().forEach(field -> kind.strategy().field(shown, field));
    Reply reply = Presenter.one(200, accepted, call.query(), kind, shown);
    assertThat(((Reply.Body) reply).bytes()).isNotEmpty();
  }

  private static ObjectNode random(Kind kind, RandomGenerator random) {
    return new RandomObjects(random)
        .of(kind.type().apiVersion(), kind.type().kind(), Schemas.builtIn().of(kind.type()));
  }

  private static String contentType(RandomGenerator random) {
    return new Mutations(random)
        .one(List.of("application/json", "application/yaml", Protobuf.MEDIA_TYPE));
  }

  private static Call call(String verb, Kind kind, RandomGenerator random, String contentType)
      throws IOException {
    return call(verb, kind, random, contentType, body(kind, random, contentType));
  }

  private static Call call(
      String verb, Kind kind, RandomGenerator random, String contentType, byte[] body) {
    RequestInfo info =
        new RequestInfo(
            true,
            verb,
            "/",
            kind.type().group(),
            kind.type().version(),
            kind.type().namespaced() ? "default" : "",
            kind.type().plural(),
            verb.equals("create") ? "" : "name",
            "");
    Query query =
        Query.parse(contentType.equals(AppliedConfiguration.MEDIA_TYPE) ? "fieldManager=me" : "");
    String accept = new Mutations(random).one(ACCEPTS);
    return new Call(verb, info, query, User.SELF, headers(accept, contentType, "me/1"), body);
  }

  private static Call.Headers headers(String accept, String contentType, String agent) {
    return new Call.Headers(accept, contentType, agent, "", "", "", "");
  }

  /** An object of the kind, changed as a tree so that more of it is understood, or as bytes. */
  private static byte[] body(Kind kind, RandomGenerator random, String contentType)
      throws IOException {
    Mutations mutations = new Mutations(random);
    ObjectNode object = random(kind, random);
    object.withObject("/metadata").remove(List.of("namespace", "resourceVersion"));
    object.withObject("/metadata").put("name", "name");
    ObjectNode changed = random.nextInt(4) == 0 ? object : mutations.tree(object);
    byte[] bytes =
        switch (contentType) {
          case "application/json-patch+json" -> Json.bytes(operations(mutations));
          case "application/yaml" -> YAML.writeValueAsBytes(changed);
          // What protobuf cannot say of a changed object is said of the object as it was.
          case Protobuf.MEDIA_TYPE -> Protobuf.object(object);
          default -> Json.bytes(changed);
        };
    return random.nextInt(4) == 0 ? mutations.bytes(bytes) : bytes;
  }

  private static ArrayNode operations(Mutations mutations) {
    ArrayNode patch = Json.MAPPER.createArrayNode();
    for (int i = 0; i < OPERATIONS; i++) {
      patch
          .addObject()
          .put("op", mutations.one(List.of("add", "remove", "replace", "move", "copy", "test")))
          .put("path", mutations.one(POINTERS))
          .put("from", mutations.one(POINTERS))
          .set("value", mutations.value());
    }
    return patch;
  }

  private interface Judgement {
    void run();
  }

  /** A refusal is as good as an answer, as long as it is the client whom it blames. */
  private static void judged(Judgement judgement) {
    try {
      judgement.run();
    } catch (Failure refused) {
      assertThat(refused.code()).as(refused.getMessage()).isLessThan(500);
    }
  }
}
