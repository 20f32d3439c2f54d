package io.quarterdeck.gateway.it;

import static io.quarterdeck.gateway.it.Api.configMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.kubernetes.client.ProtoClient;
import io.kubernetes.client.ProtoClient.ObjectOrStatus;
import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.V1;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.credentials.AccessTokenAuthentication;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The official Java client, which speaks nothing but protobuf here. */
@ExtendWith(SharedGateway.class)
class ProtobufClientTest {
  private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";
  private static final String PARTIAL = ";as=PartialObjectMetadata;v=v1;g=meta.k8s.io";

  private final Api api;
  private final ProtoClient client;
  private final String maps;

  ProtobufClientTest(Api api) throws IOException {
    this.api = api;
    this.maps = api.core("configmaps");
    byte[] ca = Files.readAllBytes(api.gateway().identity("proto-client").ca());
    this.client =
        new ProtoClient(
            new ClientBuilder()
                .setBasePath(api.gateway().url())
                .setCertificateAuthority(ca)
                .setAuthentication(new AccessTokenAuthentication(RunningGateway.TOKEN))
                .build());
  }

  private static V1.ConfigMap map(String name) {
    return V1.ConfigMap.newBuilder()
        .setMetadata(Meta.ObjectMeta.newBuilder().setName(name).putLabels("of", "protobuf"))
        .putData("a", "1")
        .setImmutable(false)
        .build();
  }

  @Test
  void createsReadsUpdatesAndDeletes() throws Exception {
    V1.ConfigMap created = created("whole");
    assertThat(created.getMetadata().getUid()).isNotEmpty();
    assertThat(created.getDataMap()).containsEntry("a", "1");
    assertThat(created.hasImmutable()).isTrue();

    ObjectOrStatus<V1.ConfigMap> read = client.get(V1.ConfigMap.newBuilder(), maps + "/whole");
    assertThat(read.object).isEqualTo(created);

    ObjectOrStatus<V1.ConfigMap> updated =
        client.update(
            created.toBuilder().putData("b", "2").build(), maps + "/whole", "v1", "ConfigMap");
    assertThat(updated.object.getDataMap()).containsEntry("b", "2");
    ObjectOrStatus<V1.ConfigMap> stale =
        client.update(
            created.toBuilder().putData("c", "3").build(), maps + "/whole", "v1", "ConfigMap");
    assertThat(stale.status.getReason()).isEqualTo("Conflict");

    Meta.DeleteOptions options =
        Meta.DeleteOptions.newBuilder()
            .setPreconditions(Meta.Preconditions.newBuilder().setUid("another"))
            .build();
    ObjectOrStatus<V1.ConfigMap> refused =
        client.delete(V1.ConfigMap.newBuilder(), maps + "/whole", options);
    assertThat(refused.status.getReason()).isEqualTo("Conflict");
    ObjectOrStatus<V1.ConfigMap> gone = client.delete(V1.ConfigMap.newBuilder(), maps + "/whole");
    assertThat(gone.status.getStatus()).isEqualTo("Success");
    ObjectOrStatus<V1.ConfigMap> absent = client.get(V1.ConfigMap.newBuilder(), maps + "/whole");
    assertThat(absent.status.getCode()).isEqualTo(404);
    assertThat(absent.status.getDetails().getName()).isEqualTo("whole");
  }

  @Test
  void lists() throws Exception {
    V1.ConfigMap one = created("list-1");
    V1.ConfigMap two = created("list-2");
    ObjectOrStatus<V1.ConfigMapList> list =
        client.list(V1.ConfigMapList.newBuilder(), maps + "?labelSelector=of%3Dprotobuf&limit=500");
    assertThat(list.object.getItemsList()).contains(one, two);
    assertThat(list.object.getMetadata().getResourceVersion()).isNotEmpty();
    ObjectOrStatus<V1.ConfigMapList> page =
        client.list(V1.ConfigMapList.newBuilder(), maps + "?limit=1");
    assertThat(page.object.getItemsCount()).isEqualTo(1);
    assertThat(page.object.getMetadata().getContinue()).isNotEmpty();
    ObjectOrStatus<V1.ConfigMapList> none =
        client.list(V1.ConfigMapList.newBuilder(), maps + "?labelSelector=of%3Dnothing");
    assertThat(none.object.getItemsList()).isEmpty();
  }

  @Test
  void watches() throws Exception {
    String after = api.revision(maps);
    V1.ConfigMap created = created("watched");
    try (Client http = Client.admin(api.gateway());
        ProtobufWatch watch =
            http.protobufWatch(
                maps
                    + "?watch=1&allowWatchBookmarks=true&fieldSelector=metadata.name%3Dwatched"
                    + "&resourceVersion="
                    + after)) {
      assertThat(watch.contentType()).isEqualTo(PROTOBUF + ";stream=watch");
      ProtobufWatch.Event added = watch.next();
      assertThat(added.type()).isEqualTo("ADDED");
      assertThat(added.kind()).isEqualTo("ConfigMap");
      assertThat(V1.ConfigMap.parseFrom(added.raw())).isEqualTo(created);

      ObjectOrStatus<V1.ConfigMap> gone =
          client.delete(V1.ConfigMap.newBuilder(), maps + "/watched");
      assertThat(gone.status.getStatus()).isEqualTo("Success");
      ProtobufWatch.Event deleted = watch.next();
      assertThat(deleted.type()).isEqualTo("DELETED");
      V1.ConfigMap last = V1.ConfigMap.parseFrom(deleted.raw());
      assertThat(last.getMetadata().getUid()).isEqualTo(created.getMetadata().getUid());
      assertThat(Long.parseLong(last.getMetadata().getResourceVersion()))
          .isGreaterThan(Long.parseLong(created.getMetadata().getResourceVersion()));
      ProtobufWatch.Event bookmark = watch.next();
      assertThat(bookmark.type()).isEqualTo("BOOKMARK");
      assertThat(V1.ConfigMap.parseFrom(bookmark.raw()).getMetadata().getResourceVersion())
          .isNotEmpty();
    }
  }

  private V1.ConfigMap created(String name) throws Exception {
    ObjectOrStatus<V1.ConfigMap> created = client.create(map(name), maps, "v1", "ConfigMap");
    assertThat(created.status).as("why it was not created").isNull();
    return created.object;
  }

  @Test
  void showsMetadataAlone() throws Exception {
    api.create(maps, configMap("partial", "1"));
    Response one = accepting(PROTOBUF + PARTIAL, maps + "/partial");
    ProtobufWatch.Unknown partial = ProtobufWatch.unknown(one.asByteArray());
    assertThat(partial.kind()).isEqualTo("PartialObjectMetadata");
    assertThat(Meta.PartialObjectMetadata.parseFrom(partial.raw()).getMetadata().getName())
        .isEqualTo("partial");
    Response all = accepting(PROTOBUF + PARTIAL.replace("Metadata;", "MetadataList;"), maps);
    ProtobufWatch.Unknown list = ProtobufWatch.unknown(all.asByteArray());
    assertThat(list.kind()).isEqualTo("PartialObjectMetadataList");
    List<Meta.PartialObjectMetadata> items =
        Meta.PartialObjectMetadataList.parseFrom(list.raw()).getItemsList();
    assertThat(items).extracting(each -> each.getMetadata().getName()).contains("partial");
  }

  private Response accepting(String accept, String path) {
    return api.admin().accept(accept).get(path).then().statusCode(200).extract().response();
  }

  /** What clients of Go ask for, and what only JSON can show. */
  @Test
  void choosesTheFormThatIsPossible() {
    String table = ";as=Table;v=v1;g=meta.k8s.io";
    assertThat(accepting(PROTOBUF + ",application/json", maps).contentType()).isEqualTo(PROTOBUF);
    assertThat(accepting("*/*, " + PROTOBUF, maps).contentType()).isEqualTo(PROTOBUF);
    assertThat(accepting(PROTOBUF + ";q=0.5,application/json", maps).contentType())
        .isEqualTo(Api.JSON);
    assertThat(accepting(PROTOBUF + table + ",application/json" + table, maps).contentType())
        .isEqualTo(Api.JSON);
    assertThat(accepting(PROTOBUF, "/api/v1").contentType()).isEqualTo(PROTOBUF);
    assertThat(accepting(PROTOBUF, "/apis").contentType()).isEqualTo(PROTOBUF);
    assertThat(accepting(PROTOBUF, "/api").contentType()).isEqualTo(PROTOBUF);
    api.admin().accept(PROTOBUF + table).get(maps).then().statusCode(406);
    api.admin().accept("application/yaml").get(maps + "?watch=1").then().statusCode(406);
    api.admin()
        .accept("text/html, application/cbor")
        .get(maps + "?watch=1")
        .then()
        .statusCode(406)
        .body(
            "message",
            equalTo(
                "only the following media types are accepted: application/json;stream=watch,"
                    + " application/vnd.kubernetes.protobuf;stream=watch"));
  }
}
