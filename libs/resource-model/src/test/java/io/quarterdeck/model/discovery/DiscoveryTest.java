package io.quarterdeck.model.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.kind.Kinds;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
  private static final Discovery DISCOVERY = new Discovery(Kinds.builtIn());

  private static JsonNode json(String text) {
    return Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode named(JsonNode list, String field, String name) {
    return list.valueStream()
        .filter(each -> each.path(field).asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void describesAResourceAndItsSubresources() {
    JsonNode list = DISCOVERY.resources("apps", "v1").orElseThrow();
    assertThat(list.path("groupVersion").asText()).isEqualTo("apps/v1");
    assertThat(named(list.path("resources"), "name", "deployments"))
        .isEqualTo(
            json(
                """
                {"name":"deployments","singularName":"deployment","namespaced":true,"kind":"Deployment",
                "verbs":["create","delete","deletecollection","get","list","patch","update","watch"],
                "shortNames":["deploy"],"categories":["all"]}\
                """));
    assertThat(named(list.path("resources"), "name", "deployments/scale"))
        .isEqualTo(
            json(
                """
                {"name":"deployments/scale","singularName":"","namespaced":true,"group":"autoscaling",
                "version":"v1","kind":"Scale","verbs":["get","patch","update"]}\
                """));
  }

  @Test
  void listsGroups() {
    assertThat(DISCOVERY.coreVersions().path("versions")).isEqualTo(json("[\"v1\"]"));
    assertThat(named(DISCOVERY.groups().path("groups"), "name", "apps"))
        .isEqualTo(
            json(
                """
                {"name":"apps","versions":[{"groupVersion":"apps/v1","version":"v1"}],
                "preferredVersion":{"groupVersion":"apps/v1","version":"v1"}}\
                """));
    assertThat(DISCOVERY.group("apps").orElseThrow().path("kind").asText()).isEqualTo("APIGroup");
    assertThat(DISCOVERY.group("")).isEmpty();
    assertThat(DISCOVERY.group("nonsense")).isEmpty();
    assertThat(DISCOVERY.resources("apps", "v2")).isEmpty();
  }

  @Test
  void aggregatesTheSame() {
    JsonNode pods =
        named(
            DISCOVERY.aggregated(true, "v2").at("/items/0/versions/0/resources"),
            "resource",
            "pods");
    assertThat(pods.path("responseKind"))
        .isEqualTo(json("{\"group\":\"\",\"version\":\"v1\",\"kind\":\"Pod\"}"));
    assertThat(pods.path("scope").asText()).isEqualTo("Namespaced");
    assertThat(named(pods.path("subresources"), "subresource", "binding").path("responseKind"))
        .isEqualTo(json("{\"group\":\"\",\"version\":\"v1\",\"kind\":\"Binding\"}"));
    Set<String> aggregated = new TreeSet<>();
    for (boolean core : new boolean[] {true, false}) {
      for (JsonNode group : DISCOVERY.aggregated(core, "v2").path("items")) {
        for (JsonNode version : group.path("versions")) {
          version.path("resources").forEach(each -> aggregated.add(each.path("resource").asText()));
        }
      }
    }
    Set<String> served = new TreeSet<>();
    Kinds.builtIn().all().stream().map(Kind::type).forEach(each -> served.add(each.plural()));
    assertThat(aggregated).isEqualTo(served);
  }
}
