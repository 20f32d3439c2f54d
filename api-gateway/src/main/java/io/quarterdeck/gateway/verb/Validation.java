package io.quarterdeck.gateway.verb;

import io.quarterdeck.gateway.http.Failures;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.kind.Kind;
import io.quarterdeck.model.kind.ObjectMetadata;
import io.quarterdeck.model.schema.Schemas;
import io.quarterdeck.model.schema.StructuralValidator;
import java.util.ArrayList;
import java.util.List;

/** Holds an object against everything that is known of its kind. Pure. */
final class Validation {
  private Validation() {}

  static void ofNew(Kind kind, ApiObject object) {
    List<FieldError> errors = structure(kind, object);
    errors.addAll(ObjectMetadata.validate(kind, object));
    errors.addAll(kind.strategy().validate(object));
    errors.addAll(kind.strategy().validateCreate(object));
    refuse(kind, object, errors);
  }

  /**
   * Judges a next version.
   *
   * @param changes what of the change is wrong
   */
  static void ofNext(Kind kind, ApiObject next, ApiObject old, List<FieldError> changes) {
    List<FieldError> errors = structure(kind, next);
    errors.addAll(ObjectMetadata.validateUpdate(kind, next, old));
    errors.addAll(added(kind, next, old));
    errors.addAll(changes);
    refuse(kind, next, errors);
  }

  /**
   * What is wrong with a version that was not wrong with the one before in the same words. Objects
   * outlive the rules that they were written by, and must still be changed, and deleted, when rules
   * are added.
   */
  private static List<FieldError> added(Kind kind, ApiObject next, ApiObject old) {
    List<FieldError> wrong = kind.strategy().validate(next);
    if (wrong.isEmpty()) {
      return wrong;
    }
    List<FieldError> known = kind.strategy().validate(old);
    return wrong.stream().filter(each -> !known.contains(each)).toList();
  }

  static void ofStatus(Kind kind, ApiObject next, ApiObject old) {
    List<FieldError> errors = structure(kind, next);
    errors.addAll(ObjectMetadata.validateUpdate(kind, next, old));
    errors.addAll(kind.strategy().validateStatusUpdate(next, old));
    refuse(kind, next, errors);
  }

  private static List<FieldError> structure(Kind kind, ApiObject object) {
    return new ArrayList<>(
        StructuralValidator.validate(Schemas.builtIn().of(kind.type()), object.json()));
  }

  static void refuse(Kind kind, ApiObject object, List<FieldError> errors) {
    if (!errors.isEmpty()) {
      String name =
          object.name().isEmpty() ? object.text("metadata", "generateName") : object.name();
      throw Failures.invalid(kind.type(), name, List.copyOf(errors.stream().distinct().toList()));
    }
  }
}
