package io.quarterdeck.state.fault;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The one signal that a process cannot be sent from outside at a precise step. */
final class Signals {
  private static final int SIGSTOP = 19;

  private Signals() {}

  /** Freezes all threads; the call returns once the process goes on. */
  @SuppressWarnings("restricted") // a signal from a child would arrive some time after the step
  static void stopOwnProcess() {
    Linker linker = Linker.nativeLinker();
    MethodHandle kill =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("kill"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    try {
      int failed = (int) kill.invokeExact((int) ProcessHandle.current().pid(), SIGSTOP);
      if (failed != 0) {
        throw new IllegalStateException("the process cannot stop itself");
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
