package io.quarterdeck.schema.generator;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All that the two sources jars say.
 *
 * @param models by Java name
 * @param messages by full name
 */
record Sources(
    Map<String, ModelClass> models, List<ApiGroup> groups, Map<String, ProtoMessage> messages) {
  private static final String OPENAPI = "/io/kubernetes/client/openapi/";
  private static final String PROTO = "/io/kubernetes/client/proto/";

  static Sources read(Path modelJar, Path protoJar) throws IOException {
    Map<String, ModelClass> models = new TreeMap<>();
    List<ApiGroup> groups = new ArrayList<>();
    try (FileSystem jar = FileSystems.newFileSystem(modelJar)) {
      for (Path file : files(jar, OPENAPI + "models")) {
        String source = Files.readString(file);
        if (source.contains("> openapiFields")) {
          String name = name(file);
          models.put(name, ModelClass.parse(name, source));
        }
      }
      for (Path file : files(jar, OPENAPI + "apis")) {
        ApiGroup.parse(Files.readString(file)).ifPresent(groups::add);
      }
    }
    Map<String, ProtoMessage> messages = new HashMap<>();
    try (FileSystem jar = FileSystems.newFileSystem(protoJar)) {
      for (Path file : files(jar, PROTO)) {
        try (Stream<String> lines = Files.lines(file)) {
          ProtoMessage.parse(lines.iterator()).forEach(each -> messages.put(each.name(), each));
        }
      }
    }
    return new Sources(models, groups, messages);
  }

  private static List<Path> files(FileSystem jar, String folder) throws IOException {
    try (Stream<Path> files = Files.list(jar.getPath(folder))) {
      return files.filter(each -> each.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).replace(".java", "");
  }
}
