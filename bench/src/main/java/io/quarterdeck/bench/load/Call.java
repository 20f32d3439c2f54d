package io.quarterdeck.bench.load;

/** One request of a load. It returns at once and reports its end to the reply, from any thread. */
@FunctionalInterface
public interface Call {
  /** Sends the request; {@code number} counts all requests of the load from 0. */
  void send(long number, Reply reply);

  /** How a request ends. */
  interface Reply {
    void done();

    void failed(Throwable failure);
  }
}
