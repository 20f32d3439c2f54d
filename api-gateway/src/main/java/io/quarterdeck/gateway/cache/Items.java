package io.quarterdeck.gateway.cache;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.gateway.secret.StoredForm;
import io.quarterdeck.gateway.store.Stored;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.kind.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/** Reads what the store has into what requests work with. */
@ApplicationScoped
public class Items {
  private final StoredForm form;

  Items(StoredForm form) {
    this.form = form;
  }

  public Item read(Kind kind, ObjectKey key, Stored stored) {
    byte[] value = form.open(kind.type(), key, stored.value().toByteArray());
    ApiObject object = ApiObject.parse(value);
    Map<String, String> fields = new HashMap<>();
    for (String field : kind.strategy().selectableFields()) {
      fields.put(field, kind.strategy().field(object, field));
    }
    JsonNode labels = object.at("metadata", "labels");
    return new Item(
        key,
        object.uid(),
        value,
        stored.revision(),
        labels.isObject() ? labels : Json.object(),
        fields);
  }
}
