package io.quarterdeck.controller.endpointslice;

import io.quarterdeck.model.ApiObject;
import java.util.List;

/** The EndpointSlices of a Service that are to be written; what is right already is not here. */
record EndpointSlicePlan(List<ApiObject> create, List<ApiObject> update, List<ApiObject> delete) {
  boolean isEmpty() {
    return create.isEmpty() && update.isEmpty() && delete.isEmpty();
  }
}
