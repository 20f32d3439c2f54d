package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.util.List;

/** RoleBindings and ClusterRoleBindings: who has a role, which is said once. */
final class RoleBindingStrategy extends SpecStrategy {
  private static final String GROUP = "rbac.authorization.k8s.io";

  private final boolean namespaced;

  RoleBindingStrategy(WriteFacts facts, boolean namespaced) {
    super(facts);
    this.namespaced = namespaced;
  }

  @Override
  public List<FieldError> validate(ApiObject binding) {
    Problems problems = new Problems();
    JsonNode role = binding.at("roleRef");
    problems.oneOf(role.path("apiGroup"), "roleRef.apiGroup", GROUP);
    if (namespaced) {
      problems.oneOf(role.path("kind"), "roleRef.kind", "Role", "ClusterRole");
    } else {
      problems.oneOf(role.path("kind"), "roleRef.kind", "ClusterRole");
    }
    problems.named(role.path("name"), "roleRef.name", Names::pathSegment);
    JsonNode subjects = binding.at("subjects");
    for (int i = 0; i < subjects.size(); i++) {
      subject(subjects.get(i), "subjects[" + i + "]", problems);
    }
    return problems.list();
  }

  private void subject(JsonNode subject, String at, Problems problems) {
    switch (subject.path("kind").asText("")) {
      case "ServiceAccount" -> {
        problems.named(subject.path("name"), at + ".name", Names::dnsSubdomain);
        problems.oneOf(subject.path("apiGroup"), at + ".apiGroup", "");
        if (!namespaced && subject.path("namespace").asText("").isEmpty()) {
          problems.required(at + ".namespace", "");
        }
      }
      case "User", "Group" -> problems.oneOf(subject.path("apiGroup"), at + ".apiGroup", GROUP);
      default ->
          problems.oneOf(subject.path("kind"), at + ".kind", "ServiceAccount", "User", "Group");
    }
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject binding, ApiObject old) {
    Problems problems = new Problems();
    problems.unchanged(
        binding.at("roleRef"), old.at("roleRef"), "roleRef", "cannot change roleRef");
    return problems.list();
  }
}
