package io.quarterdeck.gateway.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.config.GatewayConfig;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.Json;
import io.quarterdeck.model.ObjectKey;
import io.quarterdeck.model.ResourceType;
import io.quarterdeck.model.Resources;
import io.quarterdeck.state.api.StoredObject;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The form in which objects are stored: canonical JSON, of a Secret with its data sealed. {@code
 * kubectl apply} leaves a copy of the data in an annotation, so that is sealed as well.
 */
@Singleton
public class StoredForm {
  private static final String SEALED = "sealed";
  private static final String DATA = "data";
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private final Sealer sealer;

  @Inject
  StoredForm(GatewayConfig config) throws IOException {
    this(Sealer.read(config.secretsKey()));
  }

  StoredForm(Sealer sealer) {
    this.sealer = sealer;
  }

  /** The bytes to store. */
  public byte[] of(ResourceType type, ApiObject object) {
    return type.equals(Resources.SECRETS)
        ? StoredObject.canonical(sealed(object))
        : StoredObject.canonical(object.json());
  }

  /**
   * The canonical bytes of the object that was stored.
   *
   * @throws UnopenableException when a sealed part does not open
   */
  public byte[] open(ResourceType type, ObjectKey key, byte[] stored) {
    if (!type.equals(Resources.SECRETS)) {
      return stored;
    }
    ObjectNode json = (ObjectNode) Json.parse(stored);
    JsonNode sealed = json.remove(SEALED);
    if (sealed == null) {
      return stored;
    }
    try {
      JsonNode hidden = Json.parse(sealer.open(sealed.binaryValue(), context(key)));
      if (hidden.has(DATA)) {
        json.set(DATA, hidden.get(DATA));
      }
      if (hidden.has(LAST_APPLIED)) {
        json.withObject("/metadata")
            .withObject("/annotations")
            .set(LAST_APPLIED, hidden.get(LAST_APPLIED));
      }
    } catch (IOException | RuntimeException e) {
      throw new UnopenableException(e);
    }
    return StoredObject.canonical(json);
  }

  private ObjectNode sealed(ApiObject object) {
    ObjectNode json = object.json().deepCopy();
    ObjectNode hidden = Json.object();
    JsonNode data = json.remove(DATA);
    if (data != null) {
      hidden.set(DATA, data);
    }
    if (json.path("metadata").get("annotations") instanceof ObjectNode annotations) {
      JsonNode applied = annotations.remove(LAST_APPLIED);
      if (applied != null) {
        hidden.set(LAST_APPLIED, applied);
      }
    }
    return json.put(SEALED, sealer.seal(Json.bytes(hidden), context(object.key())));
  }

  /** A sealed part that is moved to another Secret does not open. */
  private static byte[] context(ObjectKey key) {
    return (key.namespace() + "/" + key.name()).getBytes(StandardCharsets.UTF_8);
  }
}
