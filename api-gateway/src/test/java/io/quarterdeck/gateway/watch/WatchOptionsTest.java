package io.quarterdeck.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.gateway.request.Query;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchOptionsTest {

  @ParameterizedTest
  @CsvSource({
    "timeoutSeconds=5, 5000, 5000",
    "timeoutSeconds=9223372036854775807, 2147483647000, 2147483647000",
    "timeoutSeconds=-1, 1800000, 3600000",
    "'', 1800000, 3600000"
  })
  void endAWatchAfterATimeThatATimerCanWait(String query, long leastMillis, long mostMillis) {
    WatchOptions options = WatchOptions.of(Query.parse(query), new SplittableRandom(1));

    assertThat(options.timeout().toMillis()).isBetween(leastMillis, mostMillis);
  }

  @ParameterizedTest
  @CsvSource({
    "allowWatchBookmarks=true, true",
    "allowWatchBookmarks=true&resourceVersion=0, true",
    "allowWatchBookmarks=true&resourceVersion=7, false",
    "resourceVersion=0, false",
    "sendInitialEvents=true&resourceVersionMatch=NotOlderThan, false",
    "sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=1, true",
    "sendInitialEvents=false&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=1, false",
  })
  void markWhereItsObjectsEndForWhoeverTakesBookmarks(String query, boolean marked) {
    WatchOptions options = WatchOptions.of(Query.parse(query), new SplittableRandom(1));

    assertThat(options.marksInitialEnd()).isEqualTo(marked);
  }
}
