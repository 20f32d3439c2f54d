package io.quarterdeck.model.schema;

/**
 * Where in an object a value stands, as messages name it.
 *
 * @param struct the Go struct that the last field belongs to; empty at the root
 * @param fields the names of fields, without keys and indexes
 * @param property the definition and field, to look the Go type up
 * @param strict the path with keys and indexes
 */
record Place(String struct, String fields, String property, String strict) {

  static Place root(Schema schema) {
    return new Place("", "", schema.definition(), "");
  }

  Place field(String owner, String name) {
    return new Place(
        owner, fields.isEmpty() ? name : fields + "." + name, owner + "." + name, strict(name));
  }

  Place key(String key) {
    return new Place(struct, fields, property, strict(key));
  }

  Place index(int index) {
    return new Place(struct, fields, property, strict + "[" + index + "]");
  }

  String strict(String name) {
    return strict.isEmpty() ? name : strict + "." + name;
  }

  DecodeException cannotUnmarshal(String value, String type) {
    String where = struct.isEmpty() ? "value" : "struct field " + struct + "." + fields;
    return new DecodeException(
        "json: cannot unmarshal " + value + " into Go " + where + " of type " + type);
  }
}
