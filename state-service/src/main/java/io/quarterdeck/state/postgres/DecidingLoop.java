package io.quarterdeck.state.postgres;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The thread that decides, which is also the event loop that the log's connections live on: a batch
 * goes to the database, and its outcome comes back, without waking another thread. Nothing else of
 * the process runs on it.
 */
@Singleton
public class DecidingLoop {
  /**
   * One writes, one confirms meanwhile that this process leads, one compacts, and one recovers when
   * any of them hangs.
   */
  private static final int CONNECTIONS = 4;

  private final Vertx vertx;
  private final Pool pool;
  private final ScheduledExecutorService thread;

  public DecidingLoop(PrimaryPool primary) {
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    this.pool = primary.create(vertx, new PoolOptions().setMaxSize(CONNECTIONS));
    this.thread = ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
    thread.execute(() -> Thread.currentThread().setName("state-decide"));
  }

  public ScheduledExecutorService thread() {
    return thread;
  }

  /** Whose callbacks run on the thread, for callers on it. */
  Pool pool() {
    return pool;
  }

  /** What waits is not decided any more. */
  @PreDestroy
  public void close() {
    var unused = pool.close().onComplete(closed -> vertx.close());
  }
}
