package io.quarterdeck.state.publish;

import java.util.concurrent.CompletionStage;

/** Where it is written down how far publication is, for as long as Kafka cannot be asked. */
public interface PublicationMark {
  /** Everything up to this revision is published; what was said before is never taken back. */
  CompletionStage<Void> raise(long epoch, long revision);
}
