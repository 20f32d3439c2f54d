package io.quarterdeck.bench.state;

import io.grpc.ManagedChannel;
import io.quarterdeck.bench.process.ProcessGroup;
import io.quarterdeck.bench.process.StateServiceProcess;
import io.quarterdeck.testkit.TestStores;
import java.time.Duration;
import java.util.List;

/** The state-service with a PostgreSQL and a Kafka of its own. */
final class OurStore implements Contender {
  private final TestStores stores;
  private final StateServiceProcess process;

  private OurStore(TestStores stores, StateServiceProcess process) {
    this.stores = stores;
    this.process = process;
  }

  static OurStore start(TestStores stores, List<String> jvmFlags) {
    return new OurStore(stores, StateServiceProcess.start(stores, jvmFlags));
  }

  @Override
  public String name() {
    return "quarterdeck";
  }

  @Override
  public ManagedChannel connect() {
    return Channels.open(process.port(), stores.identity("api-gateway", "quarterdeck:api-gateway"));
  }

  @Override
  public List<ProcessGroup> processes() {
    return process.processes();
  }

  @Override
  public Duration settle() {
    return process.awaitPublished();
  }

  @Override
  public void close() {
    process.close();
  }
}
