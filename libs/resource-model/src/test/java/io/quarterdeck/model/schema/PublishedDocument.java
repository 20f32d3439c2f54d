package io.quarterdeck.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.Json;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * The OpenAPI v2 document that Kubernetes publishes, which is not part of this repository: {@code
 * -Dkubernetes.openapi=FILE}, plain or gzipped.
 */
final class PublishedDocument {
  static final String FILE = "kubernetes.openapi";
  static final String NEEDED = "needs -Dkubernetes.openapi=FILE, the published OpenAPI v2 document";

  private PublishedDocument() {}

  static JsonNode read() throws IOException {
    String file = Objects.requireNonNull(System.getProperty(FILE));
    try (InputStream raw = new FileInputStream(file);
        InputStream plain = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return Json.MAPPER.readTree(plain);
    }
  }
}
