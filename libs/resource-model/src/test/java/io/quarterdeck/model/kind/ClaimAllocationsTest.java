package io.quarterdeck.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.ResourceType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimAllocationsTest {
  private static final Fixture CLAIMS =
      new Fixture(
          ResourceType.namespaced("resource.k8s.io", "v1", "ResourceClaim", "resourceclaims"));
  private static final String GPU = "\"driver\":\"d.example\",\"pool\":\"p\",\"device\":\"gpu-0\"";
  private static final String ALLOCATED =
      "\"allocation\":{\"devices\":{\"results\":[{\"request\":\"one\"," + GPU + "}]}}";
  private static final String TOLD = "\"devices\":[{" + GPU + "}]";
  private static final String USED =
      "\"reservedFor\":[{\"resource\":\"pods\",\"name\":\"a\",\"uid\":\"1\"}]";

  @Test
  void acceptWhatASchedulerAndADriverSay() {
    assertThat(problems("", ALLOCATED)).isEmpty();
    assertThat(problems(ALLOCATED, ALLOCATED + "," + USED + "," + TOLD)).isEmpty();
  }

  @Test
  void referToRequestsOfTheClaim() {
    assertThat(problems("", ALLOCATED.replace("one", "two")))
        .containsExactly(
            "status.allocation.devices.results[0].request: Invalid value: \"two\": must be the name"
                + " of a request in the claim or the name of a request and a subrequest separated"
                + " by '/'");
  }

  @Test
  void stayUntilTheyAreGivenBack() {
    assertThat(problems(ALLOCATED, ALLOCATED.replace("gpu-0", "gpu-1")))
        .hasSize(1)
        .allMatch(each -> each.startsWith("status.allocation: Invalid value"))
        .allMatch(each -> each.endsWith("field is immutable"));
    assertThat(problems(ALLOCATED, "")).isEmpty();
  }

  @Test
  void areThereBeforeTheyAreUsed() {
    assertThat(problems("", USED))
        .containsExactly(
            "status.reservedFor: Forbidden: may not be specified when `allocated` is not set");
    assertThat(problems("", TOLD))
        .containsExactly(
            "status.devices[0]: Invalid value: \"d.example/p/gpu-0\": must be an allocated device"
                + " in the claim");
  }

  @Test
  void sayWhenAndWhyADeviceIsReady() {
    String ready = "{\"type\":\"Ready\",\"status\":\"%s\",\"reason\":\"%s\"}";
    String conditions = ready.formatted("Yes", "9") + "," + ready.formatted("True", "Set");
    String told = TOLD.replace("}]", ",\"conditions\":[" + conditions + "]}]");
    String at = "status.devices[0].conditions";
    assertThat(problems(ALLOCATED, ALLOCATED + "," + told))
        .hasSize(5)
        .contains(
            at
                + "[0].status: Unsupported value: \"Yes\": supported values: \"False\", \"True\","
                + " \"Unknown\"",
            at + "[0].lastTransitionTime: Required value: must be set",
            at + "[1].type: Duplicate value: \"Ready\"")
        .anyMatch(each -> each.startsWith(at + "[0].reason: Invalid value: \"9\": a condition"));
  }

  @Test
  void takeNobodyWhileTheClaimGoes() {
    ApiObject old = claim(ALLOCATED);
    old.json().withObject("/metadata").put("deletionTimestamp", "2026-01-01T00:00:00Z");
    assertThat(problems(old, claim(ALLOCATED + "," + USED)))
        .containsExactly(
            "status.reservedFor: Forbidden: new entries may not be added while"
                + " `deallocationRequested` or `deletionTimestamp` are set");
  }

  /** What a driver told of a device is about the allocation that ends. */
  @Test
  void takeAlongWhatWasToldOfThem() {
    ApiObject next = claim(TOLD);
    CLAIMS.kind().strategy().prepareForStatusUpdate(next, claim(ALLOCATED + "," + TOLD));
    assertThat(next.at("status").toString()).isEqualTo("{}");
  }

  private static List<String> problems(String before, String after) {
    return problems(claim(before), claim(after));
  }

  private static List<String> problems(ApiObject old, ApiObject next) {
    CLAIMS.kind().strategy().prepareForStatusUpdate(next, old);
    return Fixture.texts(CLAIMS.kind().strategy().validateStatusUpdate(next, old));
  }

  private static ApiObject claim(String status) {
    return CLAIMS.object(
        """
        {"spec":{"devices":{"requests":[{"name":"one","exactly":{"deviceClassName":"gpu"}}]}},
         "status":{%s}}"""
            .formatted(status));
  }
}
