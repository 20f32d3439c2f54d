package io.quarterdeck.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.stores.Processes.Status;
import org.junit.jupiter.api.Test;

class ProcessesTest {
  private static final int IDLE = 0x404000;
  private static final int EXITING = IDLE | 0x4;

  @Test
  void readsWhatTheKernelSaysWhateverTheCommandIsCalled() {
    assertThat(Status.parse(stat("java", 'S', IDLE, 40))).isEqualTo(new Status('S', IDLE, 40));
    assertThat(Status.parse(stat("a) Z (b", 'R', IDLE, 1))).isEqualTo(new Status('R', IDLE, 1));
  }

  @Test
  void runsUntilItsLastThreadIsGone() {
    assertThat(Status.parse(stat("java", 'S', IDLE, 40)).isRunning()).isTrue();
    assertThat(Status.parse(stat("java", 'Z', EXITING, 39)).isRunning()).isTrue();
    assertThat(Status.parse(stat("java", 'Z', EXITING, 1)).isRunning()).isFalse();
    assertThat(Status.parse(stat("java", 'X', EXITING, 0)).isRunning()).isFalse();
  }

  @Test
  void endsFromItsFirstStepOutOfTheWorld() {
    assertThat(Status.parse(stat("java", 'R', EXITING, 40)).isEnding()).isTrue();
    assertThat(Status.parse(stat("java", 'D', IDLE, 40)).isEnding()).isFalse();
  }

  @Test
  void thisProcessRuns() {
    long self = ProcessHandle.current().pid();

    assertThat(Processes.isRunning(self)).isTrue();
    assertThat(Processes.isEnding(self)).isFalse();
  }

  private static String stat(String command, char state, int flags, int threads) {
    return "4711 (%s) %c 1 4711 4711 0 -1 %d 9 0 0 0 5 2 0 0 20 0 %d 0 88 9999 44 18446744073709551615"
        .formatted(command, state, flags, threads);
  }
}
