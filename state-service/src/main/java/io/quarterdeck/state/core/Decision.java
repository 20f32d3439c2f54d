package io.quarterdeck.state.core;

import io.quarterdeck.state.model.Answer;
import io.quarterdeck.state.model.Change;
import java.util.List;

/**
 * What a transaction answers and what it changes.
 *
 * @param changes empty when it only read
 */
public record Decision(Answer.Txn answer, List<Change> changes) {}
