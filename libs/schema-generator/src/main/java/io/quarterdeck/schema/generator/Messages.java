package io.quarterdeck.schema.generator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds what protobuf comments say about a definition and its fields. A version for which no
 * message was generated borrows from the same type in another version of its group.
 */
final class Messages {
  private final Map<String, ProtoMessage> byDefinition = new HashMap<>();

  Messages(Map<String, ProtoMessage> messages) {
    messages.forEach((name, message) -> byDefinition.put(Names.ofMessage(name), message));
  }

  Optional<ProtoMessage> of(String definition) {
    ProtoMessage exact = byDefinition.get(definition);
    if (exact != null) {
      return Optional.of(exact);
    }
    int name = definition.lastIndexOf('.');
    String group = definition.substring(0, definition.lastIndexOf('.', name - 1) + 1);
    String simple = definition.substring(name);
    return List.of("v1", "v2", "v1beta2", "v1beta1", "v1alpha3", "v1alpha1").stream()
        .map(version -> byDefinition.get(group + version + simple))
        .filter(each -> each != null)
        .findFirst();
  }

  /**
   * The fields of a definition by lower-case JSON name. Go structs that JSON inlines are fields of
   * their own in protobuf: they are what JSON does not know by name, and are flattened here.
   */
  Map<String, ProtoMessage.Field> fields(String definition, ModelClass model) {
    Set<String> known =
        model.fields().stream()
            .map(field -> ProtoMessage.lower(field.name()))
            .collect(Collectors.toSet());
    Map<String, ProtoMessage.Field> fields = new HashMap<>();
    of(definition).ifPresent(message -> collect(message, known, fields, 0));
    return fields;
  }

  private void collect(
      ProtoMessage message, Set<String> known, Map<String, ProtoMessage.Field> fields, int depth) {
    message
        .fields()
        .forEach(
            (name, field) -> {
              if (known.contains(name)) {
                fields.putIfAbsent(name, field);
              } else if (field.isMessage() && depth < 3) {
                of(Names.ofMessage(field.type().substring(1)))
                    .ifPresent(inlined -> collect(inlined, known, fields, depth + 1));
              }
            });
  }
}
