package io.quarterdeck.state.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarterdeck.state.fault.Failpoints;
import io.quarterdeck.state.postgres.Database;
import io.quarterdeck.state.quota.StateTooLargeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The life of the process: open the door, forward while another process leads, then lead, and
 * publish. Being fenced or failing to start ends the process; whoever started it starts it again.
 */
@ApplicationScoped
public class StateService {
  private static final Logger LOG = Logger.getLogger(StateService.class);
  private static final int EXIT_FAILED = 1;
  private static final int EXIT_FENCED = 3;

  private final StateConfig config;
  private final Database database;
  private final MeterRegistry metrics;
  private volatile @Nullable Replica replica;
  private volatile @Nullable Leading leading;

  public StateService(StateConfig config, Database database, MeterRegistry metrics) {
    this.config = config;
    this.database = database;
    this.metrics = metrics;
  }

  void onStart(@Observes StartupEvent event) {
    Thread.ofPlatform().daemon().name("state-start").start(this::run);
  }

  void onStop(@Observes ShutdownEvent event) {
    Leading leads = leading;
    Replica self = replica;
    if (self != null) {
      self.closeDoor();
    }
    if (leads != null) {
      leads.close();
    }
    if (self != null) {
      self.leave();
    }
  }

  boolean leads() {
    return leading != null;
  }

  boolean ready() {
    Leading leads = leading;
    if (leads != null) {
      return leads.ready();
    }
    Replica self = replica;
    return self != null && self.follows();
  }

  /** Empty until this process leads. */
  Optional<Publication> publication() {
    return Optional.ofNullable(leading).map(Leading::publication);
  }

  private void run() {
    try {
      if (config.state().check()) {
        Quarkus.asyncExit(new Preflight(config, database).passes() ? 0 : EXIT_FAILED);
        return;
      }
      lead();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (StateTooLargeException e) {
      LOG.errorf("cannot start: %s", e.getMessage());
      Quarkus.asyncExit(EXIT_FAILED);
    } catch (IOException | RuntimeException e) {
      LOG.error("cannot start", e);
      Quarkus.asyncExit(EXIT_FAILED);
    }
  }

  private void lead() throws InterruptedException, IOException {
    StateMetrics.register(metrics, this);
    Failpoints failpoints =
        new Failpoints(config.state().failpoint(), config.state().failpointArmedBy());
    Replica self = Replica.start(config, database, failpoints, StateService::fenced);
    replica = self;
    Database.Lead lead = self.lead();
    LOG.infof(
        "leading under epoch %d at revision %d with %d keys, incarnation %s",
        lead.epoch(), lead.index().revision(), lead.index().size(), lead.incarnation());
    Leading leads = Leading.start(config, database, lead, self.id(), failpoints);
    leads.register(metrics);
    leading = leads;
    self.serve(lead, leads);
  }

  static void fenced() {
    Quarkus.asyncExit(EXIT_FENCED);
  }
}
