package io.quarterdeck.gateway.store;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Sends a call again while no replica can take it, so that clients of the API see a delay and no
 * error when another one begins to lead. Of a write that is sent again the first attempt may have
 * happened, only its answer was lost: then what was refused is what is there already.
 */
final class Attempts {
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration PAUSE_MAX = Duration.ofMillis(200);

  private Attempts() {}

  /** The first answer, or the failure of the last attempt within that time. */
  static <T> Uni<T> until(Duration max, Supplier<Uni<T>> call) {
    Uni<T> attempt = Uni.createFrom().deferred(call::get);
    // What retries is costly, and hardly ever needed.
    return attempt.onFailure(Attempts::nobodyTookIt).recoverWithUni(() -> again(max, attempt));
  }

  private static <T> Uni<T> again(Duration max, Uni<T> attempt) {
    return attempt
        .onFailure(Attempts::nobodyTookIt)
        .retry()
        .withBackOff(PAUSE, PAUSE_MAX)
        .expireIn(max.toMillis())
        // Mutiny wraps the last failure.
        .onFailure(failure -> failure.getCause() instanceof StatusRuntimeException)
        .transform(Throwable::getCause);
  }

  private static boolean nobodyTookIt(Throwable failure) {
    return failure instanceof StatusRuntimeException answer
        && answer.getStatus().getCode() == Status.Code.UNAVAILABLE;
  }

  /**
   * The outcome of a write that was sent more than once. An object carries its uid and who wrote it
   * when: nobody else writes the same bytes.
   *
   * @param now the revision of the store at which it was refused
   */
  static Outcome repeated(List<Change> changes, Outcome.Refused refused, long now) {
    long revision = 0;
    for (Change change : changes) {
      OptionalLong done = doneAt(change, refused.at(change.key()));
      if (done.isEmpty()) {
        return refused;
      }
      revision = Math.max(revision, done.getAsLong());
    }
    return new Outcome.Done(revision == 0 ? now : revision);
  }

  /** Empty unless the key is as the change leaves it; 0 where nothing tells since when. */
  private static OptionalLong doneAt(Change change, Optional<Stored> current) {
    return switch (change) {
      case Change.Create create -> written(create.value(), current);
      case Change.Replace replace -> written(replace.value(), current);
      case Change.Remove remove -> gone(current);
      case Change.Drop drop -> gone(current);
    };
  }

  private static OptionalLong written(ByteString value, Optional<Stored> current) {
    return current.filter(it -> it.value().equals(value)).stream()
        .mapToLong(Stored::revision)
        .findFirst();
  }

  private static OptionalLong gone(Optional<Stored> current) {
    return current.isEmpty() ? OptionalLong.of(0) : OptionalLong.empty();
  }
}
