package io.quarterdeck.gateway.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarterdeck.gateway.cache.Item;
import io.vertx.core.buffer.Buffer;

/** How the events of a watch are written. */
interface Frames {
  /** An object as of a revision. */
  Buffer whole(String type, Item item, long revision);

  /** Its metadata alone. */
  Buffer partial(String type, Item item, long revision);

  /** Something else than an object that is stored. */
  Buffer of(String type, ObjectNode object);
}
