package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How the objects of one version are kept as those of another. What the one cannot say, the other
 * carries along, so that both ways behind each other change nothing. What is given stays as it is.
 */
interface Conversion {
  ObjectNode toStored(ObjectNode object);

  ObjectNode fromStored(ObjectNode object);
}
