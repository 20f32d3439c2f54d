package io.quarterdeck.model.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarterdeck.model.ApiObject;
import io.quarterdeck.model.FieldError;
import io.quarterdeck.model.Names;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** VolumeAttachments: that a volume is to be attached to a node, which is asked once. */
final class VolumeAttachmentStrategy extends SpecStrategy {
  private static final String SOURCE = "spec.source";
  private static final String ONE_SOURCE =
      "must specify exactly one of inlineVolumeSpec and persistentVolumeName";
  private static final int METADATA_BYTES_MAX = 256 * 1024;
  private static final int MESSAGE_BYTES_MAX = 1024;

  VolumeAttachmentStrategy(WriteFacts facts) {
    super(facts);
  }

  @Override
  public List<FieldError> validate(ApiObject attachment) {
    Problems problems = new Problems();
    source(attachment.at("spec", "source"), problems);
    problems.named(attachment.at("spec", "nodeName"), "spec.nodeName", Names::dnsSubdomain);
    return problems.list();
  }

  private static void source(JsonNode source, Problems problems) {
    JsonNode name = source.path("persistentVolumeName");
    JsonNode inline = source.path("inlineVolumeSpec");
    if (name.isMissingNode() && inline.isMissingNode()) {
      problems.required(SOURCE, ONE_SOURCE);
    } else if (!name.isMissingNode() && !inline.isMissingNode()) {
      problems.forbidden(SOURCE, ONE_SOURCE);
    } else if (!inline.isMissingNode()) {
      InlineVolume.check(inline, SOURCE + ".inlineVolumeSpec", problems);
    } else if (name.asText().isEmpty()) {
      problems.required(
          SOURCE + ".persistentVolumeName", "must specify non empty persistentVolumeName");
    }
  }

  @Override
  public List<FieldError> validateCreate(ApiObject attachment) {
    Problems problems = new Problems();
    CsiDriverStrategy.name(attachment.at("spec", "attacher"), "spec.attacher", problems);
    problems.named(
        attachment.at("spec", "source", "persistentVolumeName"),
        SOURCE + ".persistentVolumeName",
        Names::dnsSubdomain);
    return problems.list();
  }

  @Override
  public List<FieldError> validateUpdate(ApiObject attachment, ApiObject old) {
    Problems problems = new Problems();
    problems.immutable(attachment.at("spec"), old.at("spec"), "spec");
    return problems.list();
  }

  @Override
  public List<FieldError> validateStatusUpdate(ApiObject attachment, ApiObject old) {
    Problems problems = new Problems();
    JsonNode status = attachment.at("status");
    long bytes = 0;
    for (Map.Entry<String, JsonNode> each : status.path("attachmentMetadata").properties()) {
      bytes += bytes(each.getKey()) + bytes(each.getValue().asText());
    }
    if (bytes > METADATA_BYTES_MAX) {
      problems.tooLong("status.attachmentMetadata", METADATA_BYTES_MAX);
    }
    error(status.path("attachError"), "status.attachError", problems);
    error(status.path("detachError"), "status.detachError", problems);
    return problems.list();
  }

  private static void error(JsonNode error, String at, Problems problems) {
    if (bytes(error.path("message").asText("")) > MESSAGE_BYTES_MAX) {
      // Kubernetes names the limit of the metadata here, too.
      problems.tooLong(at + ".message", METADATA_BYTES_MAX);
    }
    problems.between(0, Integer.MAX_VALUE, error.path("errorCode"), at + ".errorCode");
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
