package io.quarterdeck.state.service;

import io.quarterdeck.state.model.Key;
import io.quarterdeck.state.retention.HistoryTerms;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.util.List;

/** What is set about the history, for those who keep it. */
@Dependent
class HistorySettings {

  @Produces
  HistoryTerms terms(StateConfig config) {
    StateConfig.History history = config.state().history();
    List<Key> shortLived =
        history.shortLived().stream().sorted().map(it -> Key.of("/registry/" + it + "/")).toList();
    return new HistoryTerms(history.retention(), history.partitionRevisionsMax(), shortLived);
  }
}
