package io.quarterdeck.state.core;

import io.quarterdeck.state.model.Answer;
import io.quarterdeck.state.model.Failure;
import io.quarterdeck.state.model.Op;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a transaction's ranges at older revisions answer, read before it is decided. A refusal
 * counts only when the range is on the branch that is taken.
 */
public record Past(Map<Op.Range, Answer.Range> answers, Map<Op.Range, Failure> refusals) {
  public static final Past NONE = new Past(Map.of(), Map.of());

  public Past with(Op.Range range, Answer.Range answer) {
    Map<Op.Range, Answer.Range> more = new HashMap<>(answers);
    more.put(range, answer);
    return new Past(more, refusals);
  }

  public Past with(Op.Range range, Failure refusal) {
    Map<Op.Range, Failure> more = new HashMap<>(refusals);
    more.put(range, refusal);
    return new Past(answers, more);
  }

  Optional<Answer.Range> answer(Op.Range range) {
    return Optional.ofNullable(answers.get(range));
  }

  Optional<Failure> refusal(Op.Range range) {
    return Optional.ofNullable(refusals.get(range));
  }
}
