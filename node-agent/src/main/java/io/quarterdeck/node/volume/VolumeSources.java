package io.quarterdeck.node.volume;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import java.util.Optional;

/** Where the objects are found that volumes show. Blocking. */
interface VolumeSources {
  /**
   * The object, or the token as text; empty when it does not exist.
   *
   * @throws VolumeException when that cannot be found out now
   */
  Optional<JsonNode> find(Reference reference, ApiObject pod) throws VolumeException;

  /** The pod is gone: what was remembered for it is of no more use. */
  void forget(String podUid);
}
