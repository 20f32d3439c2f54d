package io.quarterdeck.node.volume;

import io.quarterdeck.model.ApiObject;
import java.nio.file.Path;
import java.util.Map;

/** A pod's volumes on this node. Every method may be repeated. */
public interface Volumes {
  /**
   * Makes every volume of the pod and says where each is, by name. Blocking.
   *
   * @throws VolumeException when a volume cannot be made yet; the user has been told in an Event
   */
  Map<String, Path> prepare(ApiObject pod) throws VolumeException;

  /** The pod goes on as it is: what its volumes show is kept current from now on. */
  void keep(ApiObject pod);

  /** Unmounts and deletes everything of a pod that no longer runs here. */
  void release(String podUid);
}
