package io.quarterdeck.model.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.schema.DefinitionDocuments.Version;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The OpenAPI documents of what a server serves. A document is made when it is first asked for and
 * kept while there is memory for it. Thread-safe.
 */
public final class OpenApi {
  /** What clients accept when they want the version 2 document as protobuf. */
  public static final String V2_PROTOBUF_ACCEPTED =
      "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

  /** The media type of that answer: the accepted one is not well-formed, and refused by clients. */
  public static final String V2_PROTOBUF_RETURNED =
      "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

  private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
  private static final String V2_JSON = "v2";
  private static final String V2_PROTOBUF = "v2 protobuf";

  private final Map<String, List<ServedResource>> groups = new TreeMap<>();
  private final String version;
  private final Map<String, SoftReference<byte[]>> documents = new ConcurrentHashMap<>();

  /**
   * Describes these resources.
   *
   * @param version of the server, such as {@code v1.36.0}
   */
  public OpenApi(Collection<ServedResource> resources, String version) {
    this.version = version;
    for (ServedResource each : resources) {
      groups.computeIfAbsent(each.groupVersionPath(), key -> new ArrayList<>()).add(each);
    }
  }

  /** The answer to {@code /openapi/v3}. */
  public byte[] index() {
    ObjectNode index = Json.object();
    ObjectNode paths = index.putObject("paths");
    for (String path : groups.keySet()) {
      paths.putObject(path).put("serverRelativeURL", "/openapi/v3/" + path + "?hash=" + hash(path));
    }
    return Json.bytes(index);
  }

  /** The answer to {@code /openapi/v3/<path>}, where the path is such as {@code apis/apps/v1}. */
  public Optional<byte[]> v3(String path) {
    List<ServedResource> resources = groups.get(path);
    return resources == null
        ? Optional.empty()
        : Optional.of(kept(path, () -> Json.bytes(document3(resources))));
  }

  /** The answer to {@code /openapi/v2} as JSON. */
  public byte[] v2Json() {
    return kept(V2_JSON, () -> Json.bytes(document2()));
  }

  /** The answer to {@code /openapi/v2} as protobuf, of {@link #V2_PROTOBUF_RETURNED}. */
  public byte[] v2Protobuf() {
    return kept(V2_PROTOBUF, () -> GnosticWriter.document(document2()));
  }

  /** Changes whenever a document of this path would; the entity tag. */
  public String hash(String path) {
    return hash(groups.getOrDefault(path, List.of()));
  }

  /** Changes whenever the version 2 document would. */
  public String hash() {
    return hash(groups.values().stream().flatMap(List::stream).toList());
  }

  private byte[] kept(String name, Supplier<byte[]> make) {
    SoftReference<byte[]> reference = documents.get(name);
    byte[] document = reference == null ? null : reference.get();
    if (document == null) {
      document = make.get();
      documents.put(name, new SoftReference<>(document));
    }
    return document;
  }

  /** Of what the document is made from, so that an index needs no documents. */
  private String hash(List<ServedResource> resources) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((version + resources).getBytes(StandardCharsets.UTF_8));
      digest.update(Schemas.builtIn().fingerprint().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().withUpperCase().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private ObjectNode document3(List<ServedResource> resources) {
    ObjectNode document = Json.object().put("openapi", "3.0.0");
    info(document);
    ObjectNode paths = document.putObject("paths");
    resources.forEach(each -> PathDocuments.write(Version.V3, each, paths));
    ObjectNode components = document.putObject("components");
    definitions(Version.V3, resources, components.putObject("schemas"));
    bearer(components.putObject("securitySchemes"));
    return document;
  }

  private ObjectNode document2() {
    List<ServedResource> all = groups.values().stream().flatMap(List::stream).toList();
    ObjectNode document = Json.object().put("swagger", "2.0");
    info(document);
    ObjectNode paths = document.putObject("paths");
    all.forEach(each -> PathDocuments.write(Version.V2, each, paths));
    definitions(Version.V2, all, document.putObject("definitions"));
    bearer(document.putObject("securityDefinitions"));
    return document;
  }

  private void info(ObjectNode document) {
    document.putObject("info").put("title", "Kubernetes").put("version", version);
  }

  private static void bearer(ObjectNode schemes) {
    schemes
        .putObject("BearerToken")
        .put("description", "Bearer Token authentication")
        .put("type", "apiKey")
        .put("name", "authorization")
        .put("in", "header");
  }

  private static void definitions(
      Version form, List<ServedResource> resources, ObjectNode definitions) {
    Schemas schemas = Schemas.builtIn();
    Map<String, Kind> kinds = kinds(resources);
    List<Schema> roots = new ArrayList<>();
    kinds.keySet().forEach(name -> schemas.definition(name).ifPresent(roots::add));
    for (String name : List.of("DeleteOptions", "Status", "Patch", "WatchEvent")) {
      schemas.definition(META + name).ifPresent(roots::add);
    }
    definitions.setAll(DefinitionDocuments.write(form, roots));
    kinds.forEach((name, kind) -> kind.write((ObjectNode) definitions.get(name)));
    Set<Kind> options = new TreeSet<>();
    resources.forEach(
        each -> options.add(new Kind(each.type().group(), each.type().version(), "DeleteOptions")));
    options.forEach(each -> each.write((ObjectNode) definitions.get(META + "DeleteOptions")));
    new Kind("", "v1", "Status").write((ObjectNode) definitions.get(META + "Status"));
  }

  /** The definitions that are kinds of their own here. */
  private static Map<String, Kind> kinds(List<ServedResource> resources) {
    Map<String, Kind> kinds = new TreeMap<>();
    for (ServedResource resource : resources) {
      String apiVersion = resource.type().apiVersion();
      kind(apiVersion, resource.type().kind(), kinds);
      kind(apiVersion, resource.type().kind() + "List", kinds);
      resource.subresources().forEach(each -> kind(each.apiVersion(), each.kind(), kinds));
    }
    return kinds;
  }

  private static void kind(String apiVersion, String kind, Map<String, Kind> kinds) {
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
    Kind named = new Kind(group, apiVersion.substring(slash + 1), kind);
    Schemas.builtIn()
        .forKind(apiVersion, kind)
        .ifPresent(schema -> kinds.put(schema.definition(), named));
  }

  /** A group, version and kind, as an extension of a definition. */
  private record Kind(String group, String version, String kind) implements Comparable<Kind> {
    void write(ObjectNode definition) {
      definition
          .withArrayProperty("x-kubernetes-group-version-kind")
          .addObject()
          .put("group", group)
          .put("kind", kind)
          .put("version", version);
    }

    @Override
    public int compareTo(Kind other) {
      return (group + "/" + version + "/" + kind)
          .compareTo(other.group + "/" + other.version + "/" + other.kind);
    }
  }
}
