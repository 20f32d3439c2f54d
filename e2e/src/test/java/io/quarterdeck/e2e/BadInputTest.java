package io.quarterdeck.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users get wrong is answered with the words they know, and nothing is stored. */
@WithCluster
class BadInputTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          an unknown field | {'kind':'ConfigMap','apiVersion':'v1','metadata':{'name':'bad'},'dada':{}} | unknown field "dada"
          a wrong type | {'kind':'Service','apiVersion':'v1','metadata':{'name':'bad'},'spec':{'ports':'many'}} | cannot
          an invalid name | {'kind':'ConfigMap','apiVersion':'v1','metadata':{'name':'Bad_Name'}} | a lowercase RFC 1123 subdomain must consist of
          a missing field | {'kind':'Pod','apiVersion':'v1','metadata':{'name':'bad'},'spec':{'containers':[{'name':'c'}]}} | spec.containers[0].image: Required value
          an unknown kind | {'kind':'Gadget','apiVersion':'v1','metadata':{'name':'bad'}} | no matches for kind "Gadget" in version "v1"
          a selector that does not match | {'kind':'Deployment','apiVersion':'apps/v1','metadata':{'name':'bad'},'spec':{'selector':{'matchLabels':{'a':'b'}},'template':{'metadata':{'labels':{'a':'c'}},'spec':{'containers':[{'name':'c','image':'i'}]}}}} | `selector` does not match template `labels`
          """)
  void isRefusedWithItsReason(String what, String object, String message, TestNamespace namespace) {
    String output = namespace.kubectlWith(object.replace('\'', '"'), "create", "-f", "-").fails();

    assertThat(output).as(what).contains(message);
    assertThat(namespace.kubectl("get", "configmaps,services,pods,deployments").ok())
        .doesNotContain("bad");
  }

  @Test
  void aSecondObjectOfTheNameIsADuplicate(TestNamespace namespace) {
    namespace.kubectl("create", "configmap", "one", "--from-literal=a=b").ok();

    assertThat(namespace.kubectl("create", "configmap", "one", "--from-literal=a=c").fails())
        .contains("error: failed to create configmap: configmaps \"one\" already exists");
    assertThat(namespace.get("configmap", "one").at("/data/a").asText()).isEqualTo("b");
  }

  @Test
  void aStaleResourceVersionIsAConflict(TestNamespace namespace) {
    namespace.kubectl("create", "configmap", "one", "--from-literal=a=b").ok();
    String old = namespace.kubectl("get", "configmap", "one", "-o", "json").ok();
    namespace.kubectl("label", "configmap", "one", "x=y").ok();

    assertThat(namespace.kubectlWith(old, "replace", "-f", "-").fails())
        .contains("Error from server (Conflict)", "the object has been modified");
  }

  @Test
  void malformedJsonIsABadRequest(TestNamespace namespace, @TempDir Path directory)
      throws IOException {
    Path file = Files.writeString(directory.resolve("object.json"), "{\"kind\": \"ConfigMap\", ");

    assertThat(
            namespace
                .kubectl("create", "--raw", configMaps(namespace), "-f", file.toString())
                .fails())
        .contains("BadRequest");
  }

  @Test
  void aBodyOfFourMebibytesIsTooLarge(TestNamespace namespace, @TempDir Path directory)
      throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("object.json"),
            "{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"big\"},\"data\":{\"a\":\""
                + "x".repeat(4 << 20)
                + "\"}}");

    assertThat(
            namespace
                .kubectl("create", "--raw", configMaps(namespace), "-f", file.toString())
                .fails())
        .contains("RequestEntityTooLarge");
    assertThat(namespace.kubectl("get", "configmap", "big").fails()).contains("NotFound");
  }

  private static String configMaps(TestNamespace namespace) {
    return "/api/v1/namespaces/" + namespace.name() + "/configmaps";
  }
}
