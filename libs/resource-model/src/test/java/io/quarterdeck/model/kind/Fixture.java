package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.schema.Defaults;
import io.quarterdeck.model.schema.Schemas;
import io.quarterdeck.model.schema.StructuralValidator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Takes an object through what the API does with it between decoding and storing. */
record Fixture(ResourceType type) {

  static Fixture of(String group, String plural) {
    return new Fixture(Kinds.builtIn().resource(group, "v1", plural).orElseThrow().type());
  }

  Kind kind() {
    return Kinds.builtIn().of(type);
  }

  /** An object called {@code a}, in the namespace {@code n} where its kind has one. */
  ApiObject object(String json) {
    ObjectNode object = (ObjectNode) Json.parse(json.getBytes(StandardCharsets.UTF_8));
    ObjectNode metadata = object.withObject("/metadata");
    if (!metadata.has("name")) {
      metadata.put("name", "a");
    }
    if (type.namespaced() && !metadata.has("namespace")) {
      metadata.put("namespace", "n");
    }
    return ApiObject.of(object);
  }

  ApiObject created(String json) {
    ApiObject object = object(json);
    Defaults.apply(Schemas.builtIn().of(type), object.json());
    kind().strategy().normalize(object);
    kind().strategy().prepareForCreate(object);
    return object;
  }

  ApiObject updated(ApiObject old, String json) {
    ApiObject object = object(json);
    Defaults.apply(Schemas.builtIn().of(type), object.json());
    kind().strategy().normalize(object);
    kind().strategy().prepareForUpdate(object, old);
    return object;
  }

  List<String> problems(String json) {
    ApiObject object = created(json);
    List<FieldError> errors =
        new ArrayList<>(StructuralValidator.validate(Schemas.builtIn().of(type), object.json()));
    errors.addAll(ObjectMetadata.validate(kind(), object));
    errors.addAll(kind().strategy().validate(object));
    errors.addAll(kind().strategy().validateCreate(object));
    return texts(errors);
  }

  List<String> problemsOfUpdate(ApiObject old, String json) {
    ApiObject next = updated(old, json);
    List<FieldError> errors = new ArrayList<>(ObjectMetadata.validateUpdate(kind(), next, old));
    errors.addAll(kind().strategy().validate(next));
    errors.addAll(kind().strategy().validateUpdate(next, old));
    return texts(errors);
  }

  static List<String> texts(List<FieldError> errors) {
    return errors.stream().map(each -> each.field() + ": " + each.message()).distinct().toList();
  }
}
