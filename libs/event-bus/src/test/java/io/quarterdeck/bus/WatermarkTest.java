package io.quarterdeck.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WatermarkTest {
  @Test
  void neverPassesAnOutstandingOffsetAndNeverGoesBack() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Watermark watermark = new Watermark();
      List<Long> offsets = new ArrayList<>();
      long offset = 0;
      for (int i = 0; i < 50; i++) {
        offset += 1 + random.nextInt(4);
        offsets.add(offset);
        watermark.register(offset);
      }
      TreeSet<Long> open = new TreeSet<>(offsets);
      Collections.shuffle(offsets, random);
      long before = watermark.position();
      for (long done : offsets) {
        watermark.complete(done);
        open.remove(done);
        long expected = open.isEmpty() ? offset + 1 : open.first();
        assertThat(watermark.position()).as("seed %d", seed).isEqualTo(expected);
        assertThat(watermark.position()).as("seed %d", seed).isGreaterThanOrEqualTo(before);
        before = watermark.position();
      }
      assertThat(watermark.unacknowledged()).isZero();
    }
  }

  @Test
  void anOffsetRegisteredTwiceIsDoneWhenBothAre() {
    Watermark watermark = new Watermark();
    watermark.register(7);
    watermark.register(7);
    watermark.complete(7);
    assertThat(watermark.position()).isEqualTo(7);
    watermark.complete(7);
    assertThat(watermark.position()).isEqualTo(8);
  }
}
