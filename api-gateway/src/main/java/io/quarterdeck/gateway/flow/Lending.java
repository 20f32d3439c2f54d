package io.quarterdeck.gateway.flow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Divides the seats of the server among the levels by what they had use for, between the bounds of
 * each: as in Kubernetes, levels that need little lend to those that need more. Pure.
 */
final class Lending {
  /** Periods of ten seconds halve their weight in five minutes. */
  private static final double SMOOTHING = 0.977;

  /** A level without use for seats shares in what is left by so much. */
  private static final double TARGET_MIN = 0.001;

  private static final int STEPS = 64;

  /**
   * What a level had use for.
   *
   * @param highest at any moment of the last period
   * @param smoothed rises at once and falls slowly
   */
  record Demand(int highest, double smoothed) {
    static final Demand NONE = new Demand(0, 0);

    Demand then(SeatDemand.Period period) {
      double envelope = period.average() + period.deviation();
      double falling = SMOOTHING * smoothed + (1 - SMOOTHING) * envelope;
      return new Demand(period.highest(), Math.max(envelope, falling));
    }
  }

  /** A level that lends and borrows. */
  record Party(LevelLimits limits, Demand demand) {
    /** What it keeps whatever the others need: what it used, up to what is its own. */
    int least() {
      LevelLimits.Seats seats = limits.seats();
      int used = limits.exempt() ? demand.highest() : Math.min(seats.nominal(), demand.highest());
      return Math.max(seats.least(), used);
    }

    double target() {
      return Math.max(TARGET_MIN, Math.max(least(), demand.smoothed()));
    }

    double at(double fair) {
      return Math.clamp(fair * target(), least(), limits.seats().most());
    }
  }

  private Lending() {}

  /** How many seats each level has now. Those of exempt levels limit only what is left. */
  static Map<String, Integer> divide(int seatsOfServer, Map<String, Party> levels) {
    Map<String, Party> limited = new LinkedHashMap<>(levels);
    limited.values().removeIf(party -> party.limits().exempt());
    int left =
        seatsOfServer
            - levels.values().stream()
                .filter(party -> party.limits().exempt())
                .mapToInt(Party::least)
                .sum();
    ToDoubleFunction<Party> share = share(left, limited);
    Map<String, Integer> seats = new LinkedHashMap<>();
    levels.forEach(
        (name, party) ->
            seats.put(
                name,
                party.limits().exempt()
                    ? party.least()
                    : (int) Math.round(share.applyAsDouble(party))));
    return seats;
  }

  private static ToDoubleFunction<Party> share(int left, Map<String, Party> levels) {
    double least = sum(levels, party -> party.limits().seats().least());
    double used = sum(levels, Party::least);
    if (left <= least) {
      return party -> party.limits().seats().least();
    }
    if (left <= used) {
      double part = (left - least) / (used - least);
      return party -> {
        int own = party.limits().seats().least();
        return own + part * (party.least() - own);
      };
    }
    double fair = fair(left, levels);
    return party -> party.at(fair);
  }

  /** By which factor of what each had use for the seats are divided; more seats, larger factor. */
  private static double fair(int left, Map<String, Party> levels) {
    double low = 0;
    double high = left / TARGET_MIN;
    for (int step = 0; step < STEPS; step++) {
      double middle = (low + high) / 2;
      if (sum(levels, party -> party.at(middle)) < left) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static double sum(Map<String, Party> levels, ToDoubleFunction<Party> seats) {
    return levels.values().stream().mapToDouble(seats).sum();
  }
}
