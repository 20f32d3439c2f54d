package io.quarterdeck.node.resize;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.model.quantity.Quantity;
import io.quarterdeck.node.resize.AllocationPlanner.Pending;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllocationPlannerTest {
  private static final Map<String, Quantity> NODE =
      Map.of("cpu", Quantity.of(4), "memory", Quantity.of(1000));
  private static final List<Map<String, Quantity>> OTHERS =
      List.of(
          Map.of("cpu", Quantity.ofMillis(1500), "memory", Quantity.of(300)),
          Map.of("cpu", Quantity.of(1)));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'cpu':'1500m','memory':'700' | ~~
          'cpu':'1501m'                | Deferred Node didn't have enough resource: cpu, requested: 1501, used: 2500, capacity: 4000
          'memory':'701'               | Deferred Node didn't have enough resource: memory, requested: 701, used: 300, capacity: 1000
          'cpu':'4001m'                | Infeasible Node didn't have enough capacity: cpu, requested: 4001, capacity: 4000
          'cpu':'8','memory':'1001'    | Infeasible Node didn't have enough capacity: memory, requested: 1001, capacity: 1000
          """)
  void tellsWhatLacks(String requests, String why) {
    Optional<Pending> pending =
        AllocationPlanner.judge(Sizes.requesting("u", requests), NODE, OTHERS);
    assertThat(pending.map(each -> each.reason().text() + " " + each.message()).orElse(""))
        .isEqualTo(why);
  }
}
