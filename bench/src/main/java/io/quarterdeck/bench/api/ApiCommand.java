package io.quarterdeck.bench.api;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "api")
public final class ApiCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return 0;
  }
}
