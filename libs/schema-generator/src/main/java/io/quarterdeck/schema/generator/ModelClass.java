package io.quarterdeck.schema.generator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A class of the client's generated models, as its source tells it.
 *
 * @param name the Java name, such as {@code V1ServicePort}
 */
record ModelClass(String name, String description, List<Field> fields) {

  /**
   * @param type the Java type as written, such as {@code List<V1Container>}
   */
  record Field(String name, String type, boolean required, String description) {}

  private static final String STRING = "\"((?:[^\"\\\\]++|\\\\.)*+)\"";
  private static final Pattern CLASS_DESCRIPTION =
      Pattern.compile("@ApiModel\\(description = " + STRING);
  private static final Pattern CONSTANT =
      Pattern.compile("String (SERIALIZED_NAME_\\S+) = " + STRING);
  private static final Pattern FIELD =
      Pattern.compile(
          "@SerializedName\\((\\S+)\\)\\s+@jakarta\\.annotation\\.\\w+\\s+private ([^=;]+?) (\\S+?)( = [^;]+)?;");
  private static final Pattern PROPERTY =
      Pattern.compile(
          "@return (\\S+)\\s+\\*/\\s+@jakarta\\.annotation\\.\\w+\\s+"
              + "@ApiModelProperty\\((required = true, )?value = "
              + STRING);

  static ModelClass parse(String name, String source) {
    Map<String, String> constants = new HashMap<>();
    for (Matcher m = CONSTANT.matcher(source); m.find(); ) {
      constants.put(m.group(1), unescape(m.group(2)));
    }
    Map<String, MatchResult> properties = new HashMap<>();
    for (Matcher m = PROPERTY.matcher(source); m.find(); ) {
      properties.put(m.group(1), m.toMatchResult());
    }
    List<Field> fields = new ArrayList<>();
    for (Matcher m = FIELD.matcher(source); m.find(); ) {
      String json = constants.get(m.group(1));
      MatchResult property = properties.get(m.group(3));
      if (json == null || property == null) {
        throw new IllegalStateException(name + " has a field of an unknown form: " + m.group());
      }
      fields.add(
          new Field(json, m.group(2), property.group(2) != null, unescape(property.group(3))));
    }
    Matcher described = CLASS_DESCRIPTION.matcher(source);
    return new ModelClass(name, described.find() ? unescape(described.group(1)) : "", fields);
  }

  static String unescape(String literal) {
    return literal.translateEscapes();
  }
}
