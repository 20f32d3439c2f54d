package io.quarterdeck.state.retention;

import java.util.List;
import java.util.Optional;

/**
 * What to do to the history, in this order.
 *
 * @param mark to be noted
 * @param horizon where to move the horizon; where it is when it stays
 * @param trim up to where to thin out short-lived resources
 * @param drop partitions that are wholly below the horizon by then, the oldest first
 * @param sweep a partition that was filled so slowly that its rows below the horizon go one by one
 * @param waitsFor what keeps the horizon from where the retention alone would put it
 */
record RetentionPlan(
    Optional<Mark> mark,
    long horizon,
    long trim,
    List<HistorySpan> drop,
    Optional<HistorySpan> sweep,
    Optional<String> waitsFor) {}
