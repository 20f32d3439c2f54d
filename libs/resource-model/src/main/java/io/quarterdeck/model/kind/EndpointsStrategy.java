package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.util.List;

/** Endpoints: addresses and ports of a Service, in the form before EndpointSlices. */
final class EndpointsStrategy extends SpecStrategy {
  EndpointsStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject endpoints) {
    Problems problems = new Problems();
    JsonNode subsets = endpoints.at("subsets");
    for (int i = 0; i < subsets.size(); i++) {
      subset(subsets.get(i), "subsets[" + i + "]", problems);
    }
    return problems.list();
  }

  private static void subset(JsonNode subset, String at, Problems problems) {
    if (subset.path("addresses").isEmpty() && subset.path("notReadyAddresses").isEmpty()) {
      problems.required(at, "must specify `addresses` or `notReadyAddresses`");
    }
    for (String list : List.of("addresses", "notReadyAddresses")) {
      for (int i = 0; i < subset.path(list).size(); i++) {
        EndpointAddresses.elsewhere(
            subset.path(list).get(i).path("ip"), at + "." + list + "[" + i + "].ip", problems);
      }
    }
    JsonNode ports = subset.path("ports");
    for (int i = 0; i < ports.size(); i++) {
      String port = at + ".ports[" + i + "]";
      if (ports.size() > 1 && ports.get(i).path("name").asText("").isEmpty()) {
        problems.required(port + ".name", "");
      }
      problems.named(ports.get(i).path("name"), port + ".name", Names::dnsLabel);
      problems.port(ports.get(i).path("port"), port + ".port");
      problems.oneOf(ports.get(i).path("protocol"), port + ".protocol", "TCP", "UDP", "SCTP");
    }
  }
}
