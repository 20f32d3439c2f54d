package io.quarterdeck.state.core;

import static io.quarterdeck.state.core.Fixtures.NOW;
import static io.quarterdeck.state.core.Fixtures.SOMEONE;
import static io.quarterdeck.state.core.Fixtures.entry;
import static io.quarterdeck.state.core.Fixtures.exists;
import static io.quarterdeck.state.core.Fixtures.get;
import static io.quarterdeck.state.core.Fixtures.index;
import static io.quarterdeck.state.core.Fixtures.key;
import static io.quarterdeck.state.core.Fixtures.put;
import static io.quarterdeck.state.core.Fixtures.txn;
import static io.quarterdeck.state.core.Fixtures.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.state.core.Batch.Answered;
import io.quarterdeck.state.core.Batch.Outcome;
import io.quarterdeck.state.core.Batch.Refused;
import io.quarterdeck.state.model.Commit;
import io.quarterdeck.state.model.Failure;
import io.quarterdeck.state.model.Lease;
import io.quarterdeck.state.model.LeaseChange;
import io.quarterdeck.state.model.Op;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchTest {
  private static Batch decide(Index index, Op.Txn... txns) {
    List<Batch.Request> requests =
        Stream.of(txns).map(txn -> new Batch.Request(txn, SOMEONE, Past.NONE)).toList();
    return Batch.decide(index, requests, NOW);
  }

  private static List<String> show(Batch batch) {
    return batch.outcomes().stream().map(BatchTest::show).toList();
  }

  private static String show(Outcome outcome) {
    return switch (outcome) {
      case Answered(var answer, long revision) -> answer.succeeded() + "@" + revision;
      case Refused(Failure failure) -> failure.name();
    };
  }

  @Test
  void laterRequestsSeeEarlierOnesAndNobodyElseDoes() {
    Index index = index(10, entry("a", "1", 1, 1, 1));
    Batch batch =
        decide(
            index,
            txn(put("n", "x")),
            when(exists("n"), put("m", "y"), put("n", "z")),
            txn(get("m")));
    assertThat(show(batch)).containsExactly("true@11", "true@12", "true@12");
    assertThat(batch.writes().commits()).extracting(Commit::revision).containsExactly(11L, 12L);
    assertThat(index.get(key("n"))).isEmpty();
    assertThat(index.revision()).isEqualTo(10);
  }

  @Test
  void aRefusedRequestLeavesNothing() {
    Batch batch = decide(index(10), txn(put("a", "1"), put("b", 5)), txn(put("c", "1")));
    assertThat(show(batch)).containsExactly("LEASE_NOT_FOUND", "true@11");
    assertThat(batch.writes().commits()).hasSize(1);
  }

  @Test
  void leasesAreGrantedAndRevokedWithinABatch() {
    Batch batch =
        decide(
            index(10),
            txn(new Op.Grant(new Lease(5, 60))),
            txn(put("a", 5)),
            txn(new Op.Revoke(5, Optional.empty())),
            txn(put("b", 5)));
    assertThat(show(batch)).containsExactly("true@10", "true@11", "true@12", "LEASE_NOT_FOUND");
    assertThat(batch.writes().leases())
        .containsExactly(new LeaseChange.Granted(new Lease(5, 60)), new LeaseChange.Revoked(5));
  }

  @Test
  void readsAloneWriteNothing() {
    assertThat(decide(index(10), txn(get("a"))).writes().isEmpty()).isTrue();
  }
}
