package io.quarterdeck.gateway.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a priority level allows. Pure.
 *
 * @param exempt whether nothing is limited
 * @param seats how many requests are worked on at a time, between which bounds
 * @param queues 0 where nobody waits: what finds no seat is refused
 * @param hand among how many queues each flow chooses
 * @param queueLength how many wait in a queue at most
 */
record LevelLimits(boolean exempt, Seats seats, int queues, int hand, int queueLength) {

  /**
   * Seats of a level.
   *
   * @param least what it does not lend
   * @param nominal its share
   * @param most its share with what it may borrow
   */
  record Seats(int least, int nominal, int most) {
    static Seats fixed(int nominal) {
      return new Seats(nominal, nominal, nominal);
    }
  }

  private static final int SHARES_DEFAULT = 30;
  private static final int QUEUES_DEFAULT = 64;
  private static final int HAND_DEFAULT = 8;
  private static final int QUEUE_LENGTH_DEFAULT = 50;

  /** Divides the seats of the server among levels, by their shares. */
  static Map<String, LevelLimits> of(Collection<ApiObject> levels, int seatsOfServer) {
    int sum = levels.stream().mapToInt(LevelLimits::shares).sum();
    Map<String, LevelLimits> limits = new LinkedHashMap<>();
    for (ApiObject level : levels) {
      int nominal = sum == 0 ? 0 : Math.ceilDiv(seatsOfServer * shares(level), sum);
      limits.put(level.name(), of(level, seats(level, nominal, seatsOfServer)));
    }
    return limits;
  }

  private static LevelLimits of(ApiObject level, Seats seats) {
    boolean exempt = isExempt(level);
    JsonNode response = level.at("spec", "limited", "limitResponse");
    if (exempt || !response.path("type").asText().equals("Queue")) {
      return new LevelLimits(exempt, seats, 0, 0, 0);
    }
    JsonNode queuing = response.path("queuing");
    int queues = queuing.path("queues").asInt(QUEUES_DEFAULT);
    return new LevelLimits(
        false,
        seats,
        queues,
        Math.min(queues, queuing.path("handSize").asInt(HAND_DEFAULT)),
        queuing.path("queueLengthLimit").asInt(QUEUE_LENGTH_DEFAULT));
  }

  /** Whoever has no limit to borrowing may have all seats of the server besides its own. */
  private static Seats seats(ApiObject level, int nominal, int seatsOfServer) {
    String type = isExempt(level) ? "exempt" : "limited";
    int lendable = percent(nominal, level.integer(0, "spec", type, "lendablePercent"));
    JsonNode limit = level.at("spec", type, "borrowingLimitPercent");
    int borrowed = limit.isNumber() ? percent(nominal, limit.asInt()) : seatsOfServer;
    return new Seats(nominal - lendable, nominal, nominal + borrowed);
  }

  private static int percent(int seats, int percent) {
    return (int) Math.round(seats * (percent / 100.0));
  }

  private static boolean isExempt(ApiObject level) {
    return level.text("spec", "type").equals("Exempt");
  }

  private static int shares(ApiObject level) {
    return isExempt(level)
        ? level.integer(0, "spec", "exempt", "nominalConcurrencyShares")
        : level.integer(SHARES_DEFAULT, "spec", "limited", "nominalConcurrencyShares");
  }
}
