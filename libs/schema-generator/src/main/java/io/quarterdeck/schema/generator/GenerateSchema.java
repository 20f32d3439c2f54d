package io.quarterdeck.schema.generator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Writes the schema data into the folder that is its one argument. The two sources jars are found
 * on the class path.
 */
public final class GenerateSchema {
  private static final String MODEL = "io/kubernetes/client/openapi/models/V1Pod.java";
  private static final String PROTO = "io/kubernetes/client/proto/V1.java";

  private GenerateSchema() {}

  public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
    Path folder = Path.of(args[0], "io", "quarterdeck", "model", "schema", "builtin");
    Path models = jar(MODEL);
    Path protos = jar(PROTO);
    Files.createDirectories(folder);
    SchemaWriter schema = new SchemaWriter(Sources.read(models, protos)).write();
    ObjectMapper json = new ObjectMapper();
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (var each : schema.definitions.entrySet()) {
      write(json, folder.resolve(each.getKey() + ".json"), each.getValue(), digest);
    }
    for (var each : schema.descriptions.entrySet()) {
      write(json, folder.resolve(each.getKey() + ".words.json"), each.getValue(), digest);
    }
    for (var each : schema.wire.entrySet()) {
      write(json, folder.resolve(each.getKey() + ".wire.json"), each.getValue(), digest);
    }
    ObjectNode index = json.createObjectNode();
    index.put("fingerprint", HexFormat.of().formatHex(digest.digest())).set("kinds", schema.kinds);
    Files.write(folder.resolve("kinds.json"), json.writeValueAsBytes(index));
  }

  private static void write(ObjectMapper json, Path file, Object value, MessageDigest digest)
      throws IOException {
    byte[] data = json.writeValueAsBytes(value);
    digest.update(data);
    Files.write(file, data);
  }

  private static Path jar(String entry) throws IOException {
    URL url = GenerateSchema.class.getClassLoader().getResource(entry);
    if (url == null) {
      throw new IOException("no sources jar with " + entry + " on the class path");
    }
    return Path.of(((JarURLConnection) url.openConnection()).getJarFile().getName());
  }
}
