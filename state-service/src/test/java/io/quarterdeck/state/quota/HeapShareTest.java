package io.quarterdeck.state.quota;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeapShareTest {
  private static final long MEBIBYTE = 1 << 20;

  @ParameterizedTest
  @CsvSource({"32, 0, 0", "128, 44, 76", "1024, 582, 838", "3072, 1811, 2579"})
  void leavesRoomForWhatWorksOnTheState(long heap, long writes, long start) {
    HeapShare share = new HeapShare(heap * MEBIBYTE);
    assertThat(share.writesMax() / MEBIBYTE).isEqualTo(writes);
    assertThat(share.startMax() / MEBIBYTE).isEqualTo(start);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 44, 1200, 100_000})
  void theHeapForAStateTakesItsWrites(long state) {
    long bytes = state * MEBIBYTE;
    HeapShare share = new HeapShare(HeapShare.heapFor(bytes) + MEBIBYTE);
    assertThat(share.writesMax()).isGreaterThan(bytes);
    assertThat(share.startMax()).isGreaterThan(bytes);
  }
}
