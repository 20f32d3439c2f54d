package io.quarterdeck.model.kind;

import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.util.List;
import java.util.Locale;

/** StorageClasses: how volumes are made, which does not change for those that exist. */
final class StorageClassStrategy extends SpecStrategy {
  StorageClassStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject storageClass) {
    Problems problems = new Problems();
    problems.named(
        storageClass.at("provisioner"),
        "provisioner",
        name -> Names.qualifiedName(name.toLowerCase(Locale.ROOT)));
    return problems.list();
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject storageClass, ApiObject old) {
    Problems problems = new Problems();
    for (String field : List.of("parameters", "provisioner", "reclaimPolicy")) {
      if (!storageClass.at(field).equals(old.at(field))) {
        problems.forbidden(field, "updates to " + field + " are forbidden.");
      }
    }
    problems.immutable(
        storageClass.at("volumeBindingMode"), old.at("volumeBindingMode"), "volumeBindingMode");
    return problems.list();
  }
}
