package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What schedulers and drivers say of a claim: which devices it got, for whom, and how they are. */
final class ClaimAllocations {
  private static final int CONSUMERS_MAX = 256;
  private static final int RESULTS_MAX = 32;
  private static final int INTERFACE_BYTES_MAX = 256;
  private static final int HARDWARE_BYTES_MAX = 128;
  private static final int ADDRESSES_MAX = 16;
  private static final int CONDITIONS_MAX = 8;
  private static final String RESERVED = "status.reservedFor";
  private static final String ALLOCATION = "status.allocation";
  private static final Pattern UID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Problems problems = new Problems();
  private final ApiObject claim;
  private final ApiObject old;

  private ClaimAllocations(ApiObject claim, ApiObject old) {
    this.claim = claim;
    this.old = old;
  }

  static List<FieldError> check(ApiObject claim, ApiObject old) {
    ClaimAllocations allocations = new ClaimAllocations(claim, old);
    allocations.consumers();
    allocations.devices();
    allocations.allocation();
    return allocations.problems.list();
  }

  /** The devices that a claim has, by driver, pool and name. */
  static Set<String> devices(ApiObject claim) {
    Set<String> devices = new HashSet<>();
    claim
        .at("status", "allocation", "devices", "results")
        .forEach(each -> devices.add(device(each)));
    return devices;
  }

  static String device(JsonNode named) {
    return String.join(
        "/",
        named.path("driver").asText(""),
        named.path("pool").asText(""),
        named.path("device").asText(""));
  }

  /** A device that several share is told apart by its share. */
  private static String share(JsonNode named) {
    return named.has("shareID")
        ? device(named) + "/" + named.path("shareID").asText()
        : device(named);
  }

  private void consumers() {
    JsonNode consumers = claim.at("status", "reservedFor");
    problems.eachOnce(
        consumers,
        RESERVED,
        CONSUMERS_MAX,
        each -> each.path("uid").asText(""),
        (each, at) -> problems.needs(each, at, "resource", "name", "uid"));
    if (consumers.isEmpty()) {
      return;
    }
    if (!claim.at("status").has("allocation")) {
      problems.forbidden(RESERVED, "may not be specified when `allocated` is not set");
    } else if (claim.isBeingDeleted() && !isAmong(consumers, old.at("status", "reservedFor"))) {
      problems.forbidden(
          RESERVED,
          "new entries may not be added while `deallocationRequested` or `deletionTimestamp` are"
              + " set");
    }
  }

  private static boolean isAmong(JsonNode some, JsonNode all) {
    List<JsonNode> before = all.valueStream().toList();
    return some.valueStream().allMatch(before::contains);
  }

  private void devices() {
    Set<String> allocated = new HashSet<>();
    claim
        .at("status", "allocation", "devices", "results")
        .forEach(each -> allocated.add(share(each)));
    problems.eachOnce(
        claim.at("status", "devices"),
        "status.devices",
        Integer.MAX_VALUE,
        ClaimAllocations::share,
        (device, at) -> {
          names(device, at);
          if (!allocated.contains(share(device))) {
            problems.invalid(at, share(device), "must be an allocated device in the claim");
          }
          ConditionList.check(
              device.path("conditions"), at + ".conditions", CONDITIONS_MAX, problems);
          DeviceParts.raw(device.path("data"), at + ".data", problems);
          network(device.path("networkData"), at + ".networkData");
        });
  }

  private void names(JsonNode device, String at) {
    problems.needs(device, at, "driver", "pool", "device");
    DeviceNames.driver(device.path("driver"), at + ".driver", problems);
    DeviceNames.pool(device.path("pool"), at + ".pool", problems);
    problems.named(device.path("device"), at + ".device", Names::dnsLabel);
    JsonNode share = device.path("shareID");
    if (share.isTextual() && !UID.matcher(share.textValue()).matches()) {
      problems.invalid(
          at + ".shareID",
          share,
          "uid must be in RFC 4122 normalized form, `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx` with"
              + " lowercase hexadecimal characters");
    }
  }

  private void network(JsonNode data, String at) {
    problems.longest(INTERFACE_BYTES_MAX, data.path("interfaceName"), at + ".interfaceName");
    problems.longest(HARDWARE_BYTES_MAX, data.path("hardwareAddress"), at + ".hardwareAddress");
    problems.eachOnce(
        data.path("ips"),
        at + ".ips",
        ADDRESSES_MAX,
        JsonNode::asText,
        (address, each) -> problems.named(address, each, Names::cidr));
  }

  /** What was allocated stays as it is until it is given back. */
  private void allocation() {
    JsonNode now = claim.at("status", "allocation");
    JsonNode before = old.at("status", "allocation");
    if (now.isMissingNode()) {
      return;
    }
    if (!before.isMissingNode()) {
      problems.immutable(now, before, ALLOCATION);
      return;
    }
    DeviceClaims asked = DeviceClaims.of(claim.at("spec", "devices"), problems);
    problems.each(
        now.path("devices").path("results"),
        ALLOCATION + ".devices.results",
        RESULTS_MAX,
        (result, at) -> {
          asked.reference(result.path("request"), at + ".request");
          names(result, at);
          DeviceParts.bindingConditions(result, at, problems);
          DeviceParts.tolerations(result.path("tolerations"), at + ".tolerations", problems);
        });
    JsonNode configurations = now.path("devices").path("config");
    asked.configurations(
        configurations, ALLOCATION + ".devices.config", 2 * DeviceParts.CONFIGURATIONS_MAX);
    for (int i = 0; i < configurations.size(); i++) {
      String at = ALLOCATION + ".devices.config[" + i + "]";
      problems.needs(configurations.get(i), at, "source");
      problems.oneOf(
          configurations.get(i).path("source"), at + ".source", "FromClaim", "FromClass");
    }
    NodeSelectors.check(now.path("nodeSelector"), ALLOCATION + ".nodeSelector", problems);
  }
}
