package io.quarterdeck.state.postgres;

import io.quarterdeck.state.retention.HistoryShape;
import io.quarterdeck.state.retention.HistorySpan;
import io.quarterdeck.state.retention.Mark;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** What is written down about the history: partitions, horizon, marks. Blocks its caller. */
final class HistoryRecords {
  private static final String FIRST =
      "update HistoryPartition p set p.beganAt = (select m.at from HistoryMark m where m.revision ="
          + " (select min(n.revision) from HistoryMark n where n.revision >= p.from))"
          + " where p.beganAt is null";
  private static final String LAST =
      "update HistoryPartition p set p.endedAt = (select m.at from HistoryMark m where m.revision ="
          + " (select min(n.revision) from HistoryMark n where n.revision >= p.to))"
          + " where p.endedAt is null";
  private static final String FORGET =
      "delete from HistoryMark m where m.revision < (select h.revision from HistoryHorizon h)";

  private final Vertx vertx;
  private final Mutiny.SessionFactory sessions;

  HistoryRecords(Vertx vertx, Mutiny.SessionFactory sessions) {
    this.vertx = vertx;
    this.sessions = sessions;
  }

  HistoryShape look(Instant cutoff) {
    return HibernateCalls.call(
        vertx, () -> sessions.withTransaction(session -> shape(session, cutoff)));
  }

  /** Notes it, and with it the spans of time that are known by now. */
  void mark(Mark mark) {
    HistoryMark row = new HistoryMark();
    row.revision = mark.revision();
    row.at = mark.at();
    var unused =
        HibernateCalls.call(
            vertx,
            () ->
                sessions.withTransaction(
                    session ->
                        session
                            .persist(row)
                            .chain(session::flush)
                            .chain(() -> session.createMutationQuery(FIRST).executeUpdate())
                            .chain(() -> session.createMutationQuery(LAST).executeUpdate())
                            .chain(() -> session.createMutationQuery(FORGET).executeUpdate())));
  }

  private static Uni<HistoryShape> shape(Mutiny.Session session, Instant cutoff) {
    return session
        .find(HistoryHorizon.class, HistoryHorizon.ID)
        .chain(
            horizon -> partitions(session).chain(spans -> marks(session, cutoff, horizon, spans)));
  }

  private static Uni<List<HistorySpan>> partitions(Mutiny.Session session) {
    return session
        .createSelectionQuery("from HistoryPartition p order by p.from", HistoryPartition.class)
        .getResultList()
        .map(rows -> rows.stream().map(HistoryRecords::span).toList());
  }

  private static Uni<HistoryShape> marks(
      Mutiny.Session session, Instant cutoff, HistoryHorizon horizon, List<HistorySpan> spans) {
    return Uni.combine()
        .all()
        .unis(
            mark(session, "m.at <= ?1 order by m.revision desc", cutoff),
            mark(session, "m.revision >= ?1 order by m.revision desc", 0L),
            mark(session, "m.revision >= ?1 order by m.revision", horizon.revision))
        .usingConcurrencyOf(1)
        .asTuple()
        .map(
            found ->
                new HistoryShape(
                    horizon.revision,
                    horizon.trimmed,
                    found.getItem1(),
                    found.getItem2(),
                    found.getItem3(),
                    spans));
  }

  private static Uni<Optional<Mark>> mark(Mutiny.Session session, String which, Object parameter) {
    return session
        .createSelectionQuery("from HistoryMark m where " + which, HistoryMark.class)
        .setParameter(1, parameter)
        .setMaxResults(1)
        .getSingleResultOrNull()
        .map(row -> Optional.ofNullable(row).map(it -> new Mark(it.revision, it.at)));
  }

  private static HistorySpan span(HistoryPartition row) {
    return new HistorySpan(row.name, row.from, row.to, row.createdAt);
  }
}
