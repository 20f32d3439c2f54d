package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.util.List;
import java.util.Set;

/**
 * What most kinds have in common: users write a spec and controllers a status, each leaves the
 * other's part alone, and the generation counts the changes of what users write. Which of that a
 * kind has, its facts say.
 */
class SpecStrategy implements Strategy {
  private final WriteFacts facts;

  SpecStrategy(WriteFacts facts) {
    this.facts = facts;
  }

  @Override
  public List<String> checkName(String name) {
    return facts.naming().check(name);
  }

  @Override
  public Set<String> selectableFields() {
    return facts.selectable();
  }

  @Override
  public boolean allowsUnconditionalUpdate() {
    return facts.unconditionalUpdate();
  }

  @Override
  public void prepareForCreate(ApiObject object) {
    if (facts.hasStatus()) {
      object.json().remove("status");
      facts.initialStatus().ifPresent(each -> object.json().set("status", each.deepCopy()));
    }
    if (!facts.counted().isEmpty()) {
      object.json().withObject("/metadata").put("generation", 1);
    }
  }

  @Override
  public void prepareForUpdate(ApiObject object, ApiObject old) {
    if (facts.hasStatus()) {
      keepStatus(object, old.at("status"));
    }
    if (facts.counted().stream().anyMatch(each -> !object.at(each).equals(old.at(each)))) {
      object.json().withObject("/metadata").put("generation", old.generation() + 1);
    }
  }

  private static void keepStatus(ApiObject object, JsonNode status) {
    if (status.isMissingNode()) {
      object.json().remove("status");
    } else {
      object.json().set("status", status);
    }
  }
}
