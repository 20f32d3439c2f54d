package io.quarterdeck.schema.generator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A message of the client's generated protobuf classes, as the comments of its source tell it.
 *
 * @param name the full name, such as {@code k8s.io.api.core.v1.ServicePort}
 * @param fields by name in lower case, because the case of proto and JSON names can differ
 */
record ProtoMessage(String name, Comment comment, Map<String, Field> fields) {

  /**
   * @param type the proto type as declared, such as {@code .k8s.io.api.core.v1.Volume}
   */
  record Field(String name, String type, int number, boolean repeated, Comment comment) {
    boolean isMessage() {
      return type.startsWith(".");
    }
  }

  private static final String INTERFACE = "@@protoc_insertion_point(interface_extends:";
  private static final String TYPE = "* Protobuf type {@code ";

  /**
   * Reads all messages of one generated outer class. Only the interfaces are read: the classes
   * repeat their comments many times.
   */
  static List<ProtoMessage> parse(Iterator<String> lines) {
    Map<String, Map<String, Field>> fields = new HashMap<>();
    Map<String, Comment> comments = new HashMap<>();
    List<String> comment = new ArrayList<>();
    String message = "";
    while (lines.hasNext()) {
      String text = lines.next().strip();
      if (text.startsWith("/**")) {
        comment = new ArrayList<>();
      } else if (text.startsWith("// " + INTERFACE)) {
        message = text.substring(3 + INTERFACE.length(), text.indexOf(')', INTERFACE.length()));
        fields.put(message, new HashMap<>());
      } else if (text.startsWith(TYPE)) {
        comments.put(text.substring(TYPE.length(), text.indexOf('}')), Comment.of(comment));
        message = "";
      } else if (text.startsWith("* <code>") && !message.isEmpty()) {
        Field field = field(text, Comment.of(comment));
        fields.getOrDefault(message, new HashMap<>()).put(lower(field.name()), field);
      } else if (text.startsWith("*")) {
        comment.add(text.substring(1));
      }
    }
    List<ProtoMessage> messages = new ArrayList<>();
    fields.forEach(
        (name, each) ->
            messages.add(new ProtoMessage(name, comments.getOrDefault(name, Comment.EMPTY), each)));
    return messages;
  }

  /**
   * How names are compared: proto writes {@code xKubernetesListType} for x-kubernetes-list-type.
   */
  static String lower(String name) {
    return name.replace("-", "").toLowerCase(Locale.ROOT);
  }

  /** Reads {@code * <code>optional .k8s.io.api.core.v1.PodSpec spec = 2;</code>}. */
  private static Field field(String code, Comment comment) {
    String declaration =
        code.substring("* <code>".length(), code.lastIndexOf(';'))
            .replace("&lt;", "<")
            .replace("&gt;", ">");
    int equals = declaration.lastIndexOf(" = ");
    int space = declaration.lastIndexOf(' ', equals - 1);
    String type =
        declaration.substring(0, space).replaceFirst("^(optional|repeated|required) ", "");
    int number = Integer.parseInt(declaration.substring(equals + 3).replaceFirst(" .*", ""));
    boolean repeated = declaration.startsWith("repeated ");
    return new Field(declaration.substring(space + 1, equals), type, number, repeated, comment);
  }
}
