package io.quarterdeck.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.ApiObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DanglingSchemasTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00.5Z");
  private static final ApiObject NEW =
      ApiObject.parse(
          """
          {"metadata":{"name":"s"},"spec":{"priorityLevelConfiguration":{"name":"l"}},
           "status":{"conditions":[{"type":"Other"}]}}"""
              .getBytes(StandardCharsets.UTF_8));

  private static String conditions(ApiObject schema) {
    return schema.at("status", "conditions").toString().replace('"', '\'');
  }

  @Test
  void saysWhetherTheLevelIsThere() {
    ApiObject missing = DanglingSchemas.judged(NEW, Set.of("m"), NOW);
    assertThat(conditions(missing))
        .isEqualTo(
            "[{'type':'Other'},{'type':'Dangling','status':'True',"
                + "'lastTransitionTime':'2026-01-01T12:00:00Z','reason':'NotFound',"
                + "'message':'This FlowSchema references the PriorityLevelConfiguration object"
                + " named \\'l\\' but there is no such object'}]");
    ApiObject found = DanglingSchemas.judged(missing, Set.of("l", "m"), NOW.plusSeconds(5));
    assertThat(conditions(found))
        .isEqualTo(
            "[{'type':'Other'},{'type':'Dangling','status':'False',"
                + "'lastTransitionTime':'2026-01-01T12:00:05Z','reason':'Found',"
                + "'message':'This FlowSchema references the PriorityLevelConfiguration object"
                + " named \\'l\\' and it exists'}]");
  }

  @Test
  void leavesAloneWhatSaysIt() {
    ApiObject once = DanglingSchemas.judged(NEW, Set.of(), NOW);
    assertThat(DanglingSchemas.judged(once, Set.of(), NOW.plusSeconds(9))).isEqualTo(once);
  }
}
