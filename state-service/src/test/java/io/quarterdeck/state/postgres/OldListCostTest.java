package io.quarterdeck.state.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.testkit.TestStores;
import io.vertx.sqlclient.SqlConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a list at an older revision reads, with the plan that PostgreSQL makes for any values. */
@ExtendWith(TestStores.class)
class OldListCostTest {
  private static final int REVISIONS = 40_000;
  private static final int PARTITION = 2_000;
  private static final int PODS = 50;
  private static final int CONFIG_MAPS = 100;
  // Pods are written first and last, and other objects all the time between.
  private static final int BEFORE_LAST = REVISIONS - PODS;

  @Test
  void itReadsWhatWasWrittenSinceAndNotTheHistory(TestStores stores) {
    try (TestDatabase database = TestDatabase.open(stores, "old_list")) {
      fill(database);
      JsonNode pods = plan(database, "pods", PODS);
      assertThat(historyRows(pods)).isBetween(PODS, 2 * PODS);
      JsonNode others = plan(database, "configmaps", CONFIG_MAPS);
      assertThat(historyRows(others)).isLessThanOrEqualTo(PODS);
    }
  }

  private static void fill(TestDatabase database) {
    for (int from = 1; from <= REVISIONS; from += PARTITION) {
      String name = "history_from_" + from;
      database.rows("create table %s (like history including defaults)".formatted(name));
      database.rows(
          "alter table history attach partition %s for values from (%d) to (%d)"
              .formatted(name, from, from + PARTITION));
    }
    write(database, "pods/default/p' || r", "0", 1, PODS);
    String rounds = "configmaps/default/c' || r % " + CONFIG_MAPS;
    write(database, rounds, "greatest(0, r - %d)".formatted(CONFIG_MAPS), PODS + 1, BEFORE_LAST);
    String again = "pods/default/p' || r - " + BEFORE_LAST;
    write(database, again, "r - " + BEFORE_LAST, BEFORE_LAST + 1, REVISIONS);
    database.rows(
        """
        insert into current_state (key, value, create_revision, mod_revision, version, lease)
        select distinct on (key) key, value, create_revision, revision, version, lease
        from history order by key, revision desc
        """);
    database.rows("analyze");
  }

  private static void write(
      TestDatabase database, String key, String previous, int first, int last) {
    database.rows(
        """
        insert into history (revision, sub, key, value, deleted, create_revision, version, lease,
            prev_revision, actor, cause, trace_parent, committed_at)
        select r, 0, convert_to('/registry/core/%s, 'UTF8'), 'v', false, 1, 1, 0, %s, '', 0, '',
          now()
        from generate_series(%d, %d) r
        """
            .formatted(key, previous, first, last));
  }

  /** The plan of a list just before the pods were written again, with what each step really did. */
  private static JsonNode plan(TestDatabase database, String resource, int found) {
    List<String> statements =
        List.of(
            "set plan_cache_mode = force_generic_plan",
            "prepare slice_at (bytea, bytea, bigint, bigint) as " + PgHistory.SLICE_AT,
            "explain (analyze, format json) execute slice_at('%1$s/', '%1$s0', %2$d, 1000)"
                .formatted("/registry/core/" + resource, BEFORE_LAST));
    SqlConnection connection = TestDatabase.await(database.pool().getConnection());
    try {
      JsonNode plan = Json.parse("[]".getBytes(StandardCharsets.UTF_8));
      for (String statement : statements) {
        for (var row : TestDatabase.await(connection.query(statement).execute())) {
          plan = Json.parse(row.getValue(0).toString().getBytes(StandardCharsets.UTF_8));
        }
      }
      TestDatabase.await(connection.query("deallocate slice_at").execute());
      assertThat(plan.path(0).path("Plan").path("Actual Rows").asInt()).isEqualTo(found);
      return plan.path(0).path("Plan");
    } finally {
      TestDatabase.await(connection.close());
    }
  }

  /** The rows of history that were looked at, those that were looked at in vain too. */
  private static int historyRows(JsonNode step) {
    double rows = 0;
    if (step.path("Relation Name").asText().startsWith("history_from_")) {
      double each =
          step.path("Actual Rows").asDouble() + step.path("Rows Removed by Filter").asDouble();
      rows += each * step.path("Actual Loops").asDouble();
    }
    for (JsonNode child : step.path("Plans")) {
      rows += historyRows(child);
    }
    return (int) Math.round(rows);
  }
}
