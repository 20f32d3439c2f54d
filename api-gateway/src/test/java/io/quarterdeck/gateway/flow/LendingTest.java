package io.quarterdeck.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quarterdeck.gateway.flow.Lending.Demand;
import io.quarterdeck.gateway.flow.Lending.Party;
import io.quarterdeck.gateway.flow.LevelLimits.Seats;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LendingTest {
  private static final int SERVER = 600;

  @Test
  void whoNeedsMoreBorrowsWhatTheOthersLend() {
    Map<String, Integer> seats =
        Lending.divide(
            SERVER,
            Map.of(
                "busy", limited(new Seats(100, 200, 800), 500),
                "idle", limited(new Seats(40, 400, 1_000), 0)));

    assertThat(seats).containsEntry("idle", 44).containsEntry("busy", 556);
  }

  @Test
  void whatALevelUsesOfItsOwnIsNotLent() {
    Map<String, Integer> seats =
        Lending.divide(
            SERVER,
            Map.of(
                "busy", limited(new Seats(100, 200, 800), 5_000),
                "working", limited(new Seats(40, 400, 1_000), 300)));

    assertThat(seats).containsEntry("working", 300).containsEntry("busy", 300);
  }

  @Test
  void nobodyBorrowsBeyondItsLimit() {
    Map<String, Integer> seats =
        Lending.divide(
            SERVER,
            Map.of(
                "proud", limited(new Seats(100, 200, 220), 5_000),
                "idle", limited(new Seats(40, 400, 1_000), 1)));

    assertThat(seats).containsEntry("proud", 220).containsEntry("idle", 380);
  }

  @Test
  void exemptRequestsLeaveLessForTheOthers() {
    Party exempt = new Party(limits(true, new Seats(0, 0, SERVER)), new Demand(550, 550));
    Map<String, Party> levels = new LinkedHashMap<>();
    levels.put("exempt", exempt);
    levels.put("a", limited(new Seats(20, 300, 900), 100));
    levels.put("b", limited(new Seats(20, 300, 900), 40));

    assertThat(Lending.divide(SERVER, levels))
        .containsEntry("exempt", 550)
        .containsEntry("a", 28)
        .containsEntry("b", 22);

    levels.put("exempt", new Party(exempt.limits(), new Demand(5_000, 5_000)));
    assertThat(Lending.divide(SERVER, levels)).containsEntry("a", 20).containsEntry("b", 20);
  }

  @Test
  void demandRisesAtOnceAndHalvesInFiveMinutes() {
    Demand risen = Demand.NONE.then(new SeatDemand.Period(120, 80, 20));
    assertThat(risen).isEqualTo(new Demand(120, 100));

    Demand fallen = risen;
    for (int i = 0; i < 30; i++) {
      fallen = fallen.then(new SeatDemand.Period(0, 0, 0));
    }

    assertThat(fallen.highest()).isZero();
    assertThat(fallen.smoothed()).isCloseTo(50, within(1.0));
  }

  /**
   * Whatever is asked for, all seats are given out, within everybody's bounds, but for rounding.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void dividesAllSeatsWithinTheBounds(long seed) {
    Random random = new Random(seed);
    Map<String, Party> levels = new LinkedHashMap<>();
    int count = 2 + random.nextInt(8);
    for (int i = 0; i < count; i++) {
      int nominal = SERVER / count + 1;
      Seats seats = new Seats(random.nextInt(nominal + 1), nominal, nominal + SERVER);
      levels.put("level-" + i, limited(seats, random.nextInt(2 * SERVER)));
    }

    Map<String, Integer> seats = Lending.divide(SERVER, levels);

    assertThat(seats.values().stream().mapToInt(Integer::intValue).sum())
        .isCloseTo(SERVER, within(count));
    levels.forEach(
        (name, party) -> {
          Seats bounds = party.limits().seats();
          assertThat(seats.get(name)).as(name).isBetween(bounds.least(), bounds.most());
        });
  }

  private static Party limited(Seats seats, int demand) {
    return new Party(limits(false, seats), new Demand(demand, demand));
  }

  private static LevelLimits limits(boolean exempt, Seats seats) {
    return new LevelLimits(exempt, seats, 64, 8, 50);
  }
}
