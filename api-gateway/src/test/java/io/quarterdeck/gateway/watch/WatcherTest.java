package io.quarterdeck.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarterdeck.gateway.cache.FedCache;
import io.quarterdeck.gateway.cache.Replay;
import io.quarterdeck.gateway.content.Accepted;
import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.gateway.verb.Selection;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.Resources;
import io.quarterdeck.model.kind.Kinds;
import io.quarterdeck.model.selector.FieldSelector;
import io.quarterdeck.model.selector.LabelSelector;
import io.quarterdeck.model.table.Tables.IncludeObject;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a watcher writes, and when it says that this is all for now. */
class WatcherTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final int HELD_EVENTS_MAX = 10_000;

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final RecordedOutlet outlet = new RecordedOutlet();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void whatThereIsGoesOutTogether() {
    watch(new FedCache("a", "b", "c"), LONG);

    assertThat(said()).containsExactly("ADDED a", "ADDED b", "ADDED c", "flush");
  }

  @Test
  void eachEventGoesOutAtOnceAndSeveralThatAreReadyTogether() {
    FedCache fed = new FedCache();
    watch(fed, LONG);
    fed.add("alone");
    List<String> alone = said();
    onLoop(
        () -> {
          fed.add("x");
          fed.add("y");
          return true;
        });

    assertThat(alone).endsWith("ADDED alone", "flush");
    assertThat(said()).endsWith("ADDED alone", "flush", "ADDED x", "ADDED y", "flush");
  }

  @Test
  void aClientThatReadsSlowlyGetsTheRestWhenItHasRead() {
    outlet.roomFor = 2;
    watch(new FedCache("a", "b", "c"), LONG);
    List<String> first = said();
    onLoop(
        () -> {
          outlet.roomFor = 2;
          outlet.drained.run();
          return true;
        });

    assertThat(first).containsExactly("ADDED a", "ADDED b", "flush");
    assertThat(said()).endsWith("ADDED b", "flush", "ADDED c", "flush");
  }

  @Test
  void aClientThatFallsTooFarBehindIsCutOffAndNobodyElse() {
    FedCache fed = new FedCache();
    RecordedOutlet reader = new RecordedOutlet();
    outlet.roomFor = 0;
    watch(fed, LONG);
    watch(fed, LONG, Accepted.Shape.OBJECT, reader);
    feed(fed, "e", HELD_EVENTS_MAX / 2);
    feed(fed, "e", HELD_EVENTS_MAX / 2);
    List<String> before = said();
    feed(fed, "last", 1);

    assertThat(before).doesNotContain("end");
    assertThat(said()).endsWith("end").doesNotContain("ADDED e");
    assertThat(onLoop(() -> List.copyOf(reader.said)))
        .endsWith("ADDED last", "flush")
        .filteredOn(each -> each.endsWith(" e"))
        .hasSize(HELD_EVENTS_MAX);
  }

  @Test
  void aFewLargeObjectsAreTooMuchToHoldToo() {
    FedCache fed = new FedCache();
    String large = "x".repeat(1 << 20);
    outlet.roomFor = 0;
    watch(fed, LONG);
    feed(fed, large, 31);
    List<String> before = said();
    feed(fed, large, 2);

    assertThat(before).doesNotContain("end");
    assertThat(said()).endsWith("end");
  }

  /** Before it returns, whoever reads has read all of it. */
  private void feed(FedCache fed, String name, int times) {
    for (int i = 0; i < times; i++) {
      fed.add(name);
    }
    var unused = said();
  }

  @Test
  void aFailureIsWrittenBeforeTheEnd() {
    Watcher watcher = watch(new FedCache("a"), LONG);
    onLoop(
        () -> {
          watcher.failed(Failures.expired("too old"));
          return true;
        });

    assertThat(said()).containsExactly("ADDED a", "flush", "ERROR ", "end");
  }

  @Test
  void anEventThatCannotBeShownEndsTheWatchAndIsNotLeftOut() {
    FedCache fed = new FedCache();
    watch(fed, LONG, Accepted.Shape.PARTIAL);
    onLoop(
        () -> {
          fed.add("a");
          fed.addUnreadable("b");
          fed.add("c");
          return true;
        });

    assertThat(said()).endsWith("ADDED a", "ERROR ", "end");
  }

  @Test
  void aBookmarkGoesOutAtOnce() throws Exception {
    watch(new FedCache(), Duration.ofMillis(1));

    assertThat(outlet.bookmarked.get(30, TimeUnit.SECONDS)).endsWith("BOOKMARK ", "flush");
  }

  private Watcher watch(FedCache fed, Duration bookmarkInterval) {
    return watch(fed, bookmarkInterval, Accepted.Shape.OBJECT);
  }

  private Watcher watch(FedCache fed, Duration bookmarkInterval, Accepted.Shape shape) {
    return watch(fed, bookmarkInterval, shape, outlet);
  }

  private Watcher watch(FedCache fed, Duration bookmarkInterval, Accepted.Shape shape, Outlet to) {
    var kind = Kinds.builtIn().of(Resources.CONFIG_MAPS);
    var selection = new Selection("", LabelSelector.parse(""), FieldSelector.parse(""));
    var events = new WatchEvents(kind, selection, shape, IncludeObject.NONE, new JsonFrames());
    var options = new WatchOptions(Optional.empty(), 0, false, true, false, LONG);
    var origin = new Watcher.Origin("", fed.cache(), WatcherTest::noHistory);
    return onLoop(
        () -> {
          Watcher watcher = new Watcher(vertx, origin, options, events, to, bookmarkInterval);
          watcher.begin(0);
          return watcher;
        });
  }

  private static Replay noHistory(long revision, Replay.Reader reader) {
    throw new AssertionError("the cache has everything after " + revision + ", " + reader);
  }

  /** Everything up to now: what was to be done on the loop before this has been done. */
  private List<String> said() {
    return onLoop(() -> List.copyOf(outlet.said));
  }

  private <T> T onLoop(Supplier<T> task) {
    CompletableFuture<T> done = new CompletableFuture<>();
    loop.runOnContext(ignored -> done.complete(task.get()));
    return done.orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** Says what it was told; full behind so many events. */
  private static final class RecordedOutlet implements Outlet {
    private final List<String> said = new ArrayList<>();
    private final CompletableFuture<List<String>> bookmarked = new CompletableFuture<>();
    private Runnable drained = () -> {};
    private int roomFor = Integer.MAX_VALUE;

    @Override
    public void open(Runnable whenDrained, Runnable whenClosed) {
      drained = whenDrained;
    }

    @Override
    public boolean isFull() {
      return roomFor == 0;
    }

    @Override
    public void write(Buffer event) {
      roomFor--;
      var json = Json.parse(event.getBytes());
      String name = json.path("object").path("metadata").path("name").asText();
      said.add(json.path("type").asText() + " " + name);
    }

    @Override
    public void flush() {
      said.add("flush");
      if (said.contains("BOOKMARK ")) {
        bookmarked.complete(List.copyOf(said));
      }
    }

    @Override
    public void end() {
      said.add("end");
    }
  }
}
