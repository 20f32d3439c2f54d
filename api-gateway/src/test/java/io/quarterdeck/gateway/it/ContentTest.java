package io.quarterdeck.gateway.it;

import static io.quarterdeck.gateway.it.Api.configMap;
import static io.quarterdeck.gateway.it.Api.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The forms in which objects come and go. */
@ExtendWith(SharedGateway.class)
class ContentTest {
  private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";
  private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";

  private final Api api;
  private final String maps;

  ContentTest(Api api) {
    this.api = api;
    this.maps = api.core("configmaps");
  }

  @Test
  void showsTables() {
    api.admin()
        .accept(TABLE + ",application/json")
        .get("/api/v1/namespaces")
        .then()
        .statusCode(200)
        .body("kind", equalTo("Table"))
        .body("apiVersion", equalTo("meta.k8s.io/v1"))
        .body("columnDefinitions.name", equalTo(List.of("Name", "Status", "Age")))
        .body("rows.cells.flatten()", hasItem("kube-system"))
        .body("rows[0].object.kind", equalTo("PartialObjectMetadata"));
    api.admin()
        .accept(TABLE)
        .queryParam("includeObject", "None")
        .get("/api/v1/namespaces/kube-system")
        .then()
        .body("rows[0].object", nullValue());
  }

  @Test
  void showsMetadataAlone() {
    api.create(maps, configMap("partial", "1"));
    api.admin()
        .accept("application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io")
        .get(maps + "/partial")
        .then()
        .statusCode(200)
        .body("kind", equalTo("PartialObjectMetadata"))
        .body("metadata.name", equalTo("partial"))
        .body("data", nullValue());
    api.admin()
        .accept("application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io")
        .get(maps)
        .then()
        .body("kind", equalTo("PartialObjectMetadataList"))
        .body("items[0].kind", equalTo("PartialObjectMetadata"));
  }

  @Test
  void refusesFormsThatItDoesNotHave() {
    api.admin()
        .accept("text/html")
        .get(maps)
        .then()
        .statusCode(406)
        .body("reason", equalTo("NotAcceptable"))
        .body(
            "message",
            equalTo(
                "only the following media types are accepted: application/json,"
                    + " application/yaml, application/vnd.kubernetes.protobuf"));
    api.admin()
        .accept("application/json;as=Table;v=v2;g=meta.k8s.io")
        .get(maps)
        .then()
        .statusCode(406);
    api.admin().accept("text/html, */*;q=0.1").get(maps).then().statusCode(200);
  }

  @Test
  void readsAndWritesYaml() {
    String yaml =
        api.admin()
            .contentType("application/yaml")
            .accept("application/yaml")
            .body(
                Api.bytes(
                    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: yaml}\ndata: {a: \"1\"}\n"))
            .post(maps)
            .then()
            .statusCode(201)
            .contentType("application/yaml")
            .extract()
            .asString();
    assertThat(yaml).contains("kind: ConfigMap\n", "  a: \"1\"\n");
  }

  @Test
  void readsProtobuf() {
    api.admin()
        .contentType(PROTOBUF)
        .body(protobufConfigMap("proto"))
        .post(maps)
        .then()
        .statusCode(201)
        .contentType("application/json")
        .body("metadata.name", equalTo("proto"))
        .body("data.a", equalTo("1"));
    api.admin()
        .contentType(PROTOBUF)
        .body(Api.bytes("no envelope"))
        .post(maps)
        .then()
        .statusCode(400)
        .body("reason", equalTo("BadRequest"));
  }

  /** A ConfigMap with one datum, in the envelope of Kubernetes. */
  private static byte[] protobufConfigMap(String name) {
    byte[] metadata = field(1, Api.bytes(name));
    byte[] datum = concat(field(1, Api.bytes("a")), field(2, Api.bytes("1")));
    byte[] raw = concat(field(1, metadata), field(2, datum));
    byte[] type = concat(field(1, Api.bytes("v1")), field(2, Api.bytes("ConfigMap")));
    return concat(new byte[] {'k', '8', 's', 0}, concat(field(1, type), field(2, raw)));
  }

  /** A length-delimited field, short enough for one byte of length. */
  private static byte[] field(int number, byte[] value) {
    return concat(new byte[] {(byte) (number << 3 | 2), (byte) value.length}, value);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Test
  void refusesBodiesOfAnUnknownForm() {
    api.admin()
        .contentType("text/plain")
        .body(configMap("plain", "1"))
        .post(maps)
        .then()
        .statusCode(415)
        .body("reason", equalTo("UnsupportedMediaType"))
        .body(
            "message",
            containsString(
                "the body of the request was in an unknown format - accepted media types include:"
                    + " application/json, application/yaml, application/vnd.kubernetes.protobuf"));
    api.admin().get(maps + "/plain").then().statusCode(404);
  }

  @Test
  void refusesMethodsThatAResourceLacks() {
    api.admin()
        .post(maps + "/x")
        .then()
        .spec(
            status(
                405,
                "MethodNotAllowed",
                "the server does not allow this method on the requested resource"));
  }

  @Test
  void compressesWhatIsLarge() {
    api.create(maps, configMap("large", "x".repeat(200_000)));
    api.admin()
        .header("Accept-Encoding", "gzip")
        .get(maps + "/large")
        .then()
        .statusCode(200)
        .header("Content-Encoding", "gzip")
        .body("data.a.length()", equalTo(200_000));
  }

  /** Too long to be written at once. */
  @Test
  void writesLongListsPartByPart() {
    String labelled = "{\"labels\":{\"of\":\"long\"},\"name\"";
    for (int i = 0; i < 3; i++) {
      api.create(maps, configMap("long" + i, "x".repeat(100_000)).replace("{\"name\"", labelled));
    }
    api.admin()
        .header("Accept-Encoding", "gzip")
        .queryParam("labelSelector", "of=long")
        .get(maps)
        .then()
        .header("Transfer-Encoding", equalTo("chunked"))
        .header("Content-Encoding", equalTo("gzip"))
        .body("items.data.a.collect { it.length() }", contains(100_000, 100_000, 100_000));
    api.admin()
        .accept(TABLE)
        .queryParams("labelSelector", "of=long", "includeObject", "Object")
        .get(maps)
        .then()
        .header("Transfer-Encoding", equalTo("chunked"))
        .body("rows.object.data.a.collect { it.length() }", contains(100_000, 100_000, 100_000));
  }
}
