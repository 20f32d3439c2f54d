package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.schema.Defaults;
import io.quarterdeck.model.schema.Schemas;
import io.quarterdeck.model.schema.StructuralValidator;
import java.util.ArrayList;
import java.util.List;

/**
 * A version whose objects are stored as those of another: they are right when they are right there.
 * Messages name the fields of that version, as in Kubernetes.
 */
final class ConvertedStrategy extends SpecStrategy {
  private final ResourceType stored;
  private final Conversion conversion;
  private final Strategy strategy;

  ConvertedStrategy(WriteFacts facts, Kind stored, Conversion conversion) {
    super(facts);
    this.stored = stored.type();
    this.conversion = conversion;
    this.strategy = stored.strategy();
  }

  private ApiObject converted(ApiObject object) {
    return ApiObject.of(conversion.toStored(object.json()));
  }

  @Override
  public void prepareForCreate(ApiObject object) {
    super.prepareForCreate(object);
    complete(object);
  }

  @Override
  public void prepareForUpdate(ApiObject object, ApiObject old) {
    super.prepareForUpdate(object, old);
    complete(object);
  }

  /** What the other version adds, this one shows at once. */
  private void complete(ApiObject object) {
    ApiObject converted = converted(object);
    Defaults.apply(Schemas.builtIn().of(stored), converted.json());
    ObjectNode completed = conversion.fromStored(converted.json());
    object.json().removeAll();
    object.json().setAll(completed);
  }

  @Override
  public List<FieldError> validate(ApiObject object) {
    ApiObject converted = converted(object);
    List<FieldError> errors =
        new ArrayList<>(
            StructuralValidator.validate(Schemas.builtIn().of(stored), converted.json()));
    errors.addAll(strategy.validate(converted));
    return errors;
  }

  @Override
  public List<FieldError> validateCreate(ApiObject object) {
    ApiObject converted = converted(object);
    List<FieldError> errors = new ArrayList<>(strategy.validateCreate(converted));
    errors.addAll(conversion.validateCreate(converted));
    return errors;
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject object, ApiObject old) {
    ApiObject converted = converted(object);
    ApiObject before = converted(old);
    List<FieldError> errors = new ArrayList<>(strategy.validateUpdate(converted, before));
    errors.addAll(conversion.validateUpdate(converted, before));
    return errors;
  }
}
