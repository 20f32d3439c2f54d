package io.quarterdeck.state.service;

import io.quarterdeck.bus.Topics;
import io.quarterdeck.state.fault.Failpoints;
import io.quarterdeck.state.log.CommitListener;
import io.quarterdeck.state.log.Incarnations;
import io.quarterdeck.state.log.RecentCommits;
import io.quarterdeck.state.log.Store;
import io.quarterdeck.state.model.Commit;
import io.quarterdeck.state.postgres.Database;
import io.quarterdeck.state.publish.Incarnation;
import io.quarterdeck.state.publish.KafkaSettings;
import io.quarterdeck.state.publish.PublicationMark;
import io.quarterdeck.state.publish.Publisher;
import io.quarterdeck.state.publish.Sources;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** Publication as the rest of the process sees it: how far it is, and when writes must wait. */
final class Publication implements CommitListener {
  private static final Logger LOG = Logger.getLogger(Publication.class);

  private final Publisher publisher;
  private final Incarnations incarnations;
  private final PublicationMark mark;
  private final long lagMax;
  private final boolean refuses;
  private volatile long committed;
  private volatile long marked;
  private CompletionStage<Void> marking = CompletableFuture.completedFuture(null);

  Publication(
      StateConfig config,
      Database.Lead lead,
      RecentCommits recent,
      PublicationMark mark,
      Failpoints failpoints) {
    this.mark = mark;
    this.marked = lead.published();
    this.incarnations = lead.archive().incarnations();
    this.refuses = config.state().publicationLagPolicy() == StateConfig.LagPolicy.REFUSE;
    this.lagMax = config.state().publicationLagMax();
    this.publisher =
        new Publisher(
            settings(config),
            new Incarnation(new Topics(config.cluster()), lead.incarnation(), lead.base()),
            new Sources(recent, lead.archive().history(), lead.archive().state()),
            failpoints::reach,
            StateService::fenced);
  }

  static KafkaSettings settings(StateConfig config) {
    return new KafkaSettings(
        config.kafka().bootstrapServers(),
        config.tls().ca(),
        config.tls().certificate(),
        config.tls().key(),
        config.kafka().clientProperties(),
        config.cluster(),
        config.state().recordSizeMax(),
        config.state().changesRetention().toMillis());
  }

  /**
   * Begins with what a leader takes over.
   *
   * @param base where its incarnation's revisions begin: before them nothing is to be published
   */
  void start(long base, long revision, Store store) {
    committed = revision;
    long known = Math.clamp(marked, base, revision);
    publisher.start(known, revision, new Leader(store, incarnations));
  }

  /** To be called at an interval on one thread: writes down how far it is. */
  void tick(long epoch) {
    long published = publisher.published();
    if (publisher.topicsExist() && published > marked && marking.toCompletableFuture().isDone()) {
      marking =
          mark.raise(epoch, published)
              .thenRun(() -> marked = published)
              .exceptionally(Publication::postpone);
    }
  }

  private static Void postpone(Throwable failure) {
    LOG.debugf("how far publication is, is not written down yet: %s", failure);
    return null;
  }

  void close() {
    publisher.close();
  }

  boolean topicsExist() {
    return publisher.topicsExist();
  }

  long published() {
    return publisher.published();
  }

  long lag() {
    return Math.max(0, committed - publisher.published());
  }

  boolean mayWrite() {
    return !refuses || lag() <= lagMax;
  }

  private record Leader(Store store, Incarnations incarnations) implements Publisher.Leader {
    @Override
    public CompletionStage<Void> confirm() {
      return store.confirmLeading();
    }

    @Override
    public CompletionStage<Long> renew(long beyond) {
      return incarnations.begin(store.position().epoch(), beyond);
    }
  }

  @Override
  public void committed(List<Commit> commits) {
    committed = commits.getLast().revision();
    publisher.reach(committed);
  }
}
