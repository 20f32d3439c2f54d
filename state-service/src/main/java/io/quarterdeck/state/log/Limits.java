package io.quarterdeck.state.log;

import java.util.function.BooleanSupplier;

/**
 * Bounds of the write path.
 *
 * @param waitingBytesMax what the transactions that wait may weigh together
 * @param mayWrite asked as each write arrives; false while publication is too far behind
 * @param hasSpace asked as each write arrives that adds something; false beyond the quota
 */
public record Limits(
    int txnOpsMax,
    int waitingMax,
    long waitingBytesMax,
    int batchRequestsMax,
    long batchBytesMax,
    BooleanSupplier mayWrite,
    BooleanSupplier hasSpace) {}
