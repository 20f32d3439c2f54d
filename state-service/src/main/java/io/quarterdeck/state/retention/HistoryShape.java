package io.quarterdeck.state.retention;

import java.util.List;
import java.util.Optional;

/**
 * How the history lies in the database.
 *
 * @param horizon the oldest revision whose state can be told
 * @param trimmed up to here the history of short-lived resources has only its newest rows left
 * @param expired the newest mark that is older than the retention
 * @param newest the newest mark
 * @param oldest the first mark at or after the horizon
 * @param partitions in revision order
 */
public record HistoryShape(
    long horizon,
    long trimmed,
    Optional<Mark> expired,
    Optional<Mark> newest,
    Optional<Mark> oldest,
    List<HistorySpan> partitions) {}
