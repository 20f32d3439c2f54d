package io.quarterdeck.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.schema.Document.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.reader.UnicodeReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Parses YAML into the JSON that Kubernetes makes of it: keys sorted, plain scalars resolved by
 * {@link YamlScalars}, no type of the application's ever constructed.
 */
final class YamlParser {
  private static final int ALIASES_MAX = 50;
  private static final int DEPTH_MAX = 100;

  /** Bounds what aliases of aliases may grow to. */
  private static final int NODES_MAX = 1_000_000;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final List<String> duplicates = new ArrayList<>();
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private int nodes;

  private YamlParser() {}

  static Document parse(byte[] yaml) throws SyntaxException {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(ALIASES_MAX);
    options.setNestingDepthLimit(DEPTH_MAX);
    options.setCodePointLimit(Math.max(yaml.length, 1));
    options.setAllowDuplicateKeys(true);
    try {
      StreamReader reader =
          new StreamReader(new UnicodeReader(new java.io.ByteArrayInputStream(yaml)));
      Composer composer = new Composer(new ParserImpl(reader, options), untyped(), options);
      if (!composer.checkNode()) {
        return Document.of(NODES.nullNode());
      }
      YamlParser parser = new YamlParser();
      JsonNode root = parser.json(composer.getNode());
      List<String> complaints =
          parser.duplicates.isEmpty()
              ? List.of()
              : List.of("yaml: unmarshal errors:\n  " + String.join("\n  ", parser.duplicates));
      return new Document(root, new IdentityHashMap<>(), complaints);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw new SyntaxException("yaml: line " + line + ": " + e.getProblem());
    } catch (YAMLException | IllegalArgumentException e) {
      // The second of base64 that is none, and of numbers that the library does not expect.
      throw new SyntaxException("yaml: " + e.getMessage());
    }
  }

  /** A resolver that leaves every plain scalar without a type, for {@link YamlScalars} to judge. */
  private static Resolver untyped() {
    return new Resolver() {
      @Override
      protected void addImplicitResolvers() {}
    };
  }

  private JsonNode json(Node node) throws SyntaxException {
    if (++nodes > NODES_MAX) {
      throw new SyntaxException("yaml: document contains excessive aliasing");
    }
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar);
    }
    if (!open.add(node)) {
      throw new SyntaxException("yaml: anchor contains itself");
    }
    JsonNode json =
        switch (node) {
          case SequenceNode sequence -> sequence(sequence);
          case MappingNode mapping -> mapping(mapping);
          default -> throw new SyntaxException("yaml: unknown node " + node.getNodeId());
        };
    open.remove(node);
    return json;
  }

  private static JsonNode scalar(ScalarNode scalar) throws SyntaxException {
    Tag tag = scalar.getTag();
    boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
    if (tag.equals(Tag.BINARY)) {
      return NODES.textNode(
          new String(
              java.util.Base64.getMimeDecoder().decode(scalar.getValue()), StandardCharsets.UTF_8));
    }
    boolean typed =
        tag.equals(Tag.INT)
            || tag.equals(Tag.FLOAT)
            || tag.equals(Tag.BOOL)
            || tag.equals(Tag.NULL);
    return typed || (plain && tag.equals(Tag.STR) && !isExplicit(scalar))
        ? YamlScalars.resolve(scalar.getValue())
        : NODES.textNode(Surrogates.paired(scalar.getValue()));
  }

  /** Whether {@code !!str} was written: then the text of the node begins with the tag. */
  private static boolean isExplicit(ScalarNode scalar) {
    var mark = scalar.getStartMark();
    int[] buffer = mark.getBuffer();
    int pointer = mark.getPointer();
    return pointer < buffer.length && buffer[pointer] == '!';
  }

  private ArrayNode sequence(SequenceNode sequence) throws SyntaxException {
    ArrayNode array = NODES.arrayNode();
    for (Node each : sequence.getValue()) {
      array.add(json(each));
    }
    return array;
  }

  private ObjectNode mapping(MappingNode mapping) throws SyntaxException {
    Map<String, JsonNode> fields = new TreeMap<>();
    Map<String, JsonNode> merged = new TreeMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new SyntaxException("yaml: invalid map key");
      }
      JsonNode value = json(tuple.getValueNode());
      if (key.getValue().equals("<<") && key.getScalarStyle() == ScalarStyle.PLAIN) {
        merge(value, merged);
        continue;
      }
      String name = scalar(key).asText();
      if (fields.put(name, value) != null) {
        int line = tuple.getValueNode().getStartMark().getLine() + 1;
        duplicates.add("line " + line + ": key \"" + name + "\" already set in map");
      }
    }
    merged.forEach(fields::putIfAbsent);
    return NODES.objectNode().setAll(fields);
  }

  private static void merge(JsonNode value, Map<String, JsonNode> merged) throws SyntaxException {
    if (value.isObject()) {
      value.properties().forEach(each -> merged.putIfAbsent(each.getKey(), each.getValue()));
    } else if (value.isArray()) {
      for (JsonNode each : value) {
        merge(each, merged);
      }
    } else {
      throw new SyntaxException("yaml: map merge requires map or sequence of maps as the value");
    }
  }
}
