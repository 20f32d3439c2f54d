package io.quarterdeck.state.core;

import io.quarterdeck.state.model.Answer;
import io.quarterdeck.state.model.Change;
import io.quarterdeck.state.model.LeaseChange;
import java.util.List;

/**
 * What a transaction answers and what it changes.
 *
 * @param changes empty when it changed no key
 */
public record Decision(Answer.Txn answer, List<Change> changes, List<LeaseChange> leases) {}
